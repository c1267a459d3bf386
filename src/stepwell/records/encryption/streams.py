"""A file sealed in pieces: AES-256-GCM, so that it can be written and read without holding it.

Layout: a line that says what it is, the key's id, a salt of 32 bytes, then frames: kind (1 byte),
length (4), ciphertext with tag. The frames are sealed with a key made for this file from the named
key and the salt (HKDF-SHA-256), with their number as nonce and all that stands before the
ciphertext as associated data: one that is changed, moved, left out or taken from another file does
not open. The first frame is the head, the last one the end, so a file that was cut off is noticed.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stepwell.records.encryption.keyring import Key, KeyRing

MAGIC = b"stepwell backup 1\n"
SALT_BYTES = 32
PIECE = 1 << 20
"""Bytes of plain data in a frame."""
HEAD, DATA, END = b"h", b"d", b"e"
_FRAME = struct.Struct(">cI")
_LONGEST_FRAME = 1 << 24
_TAG_BYTES = 16


class StreamRefused(Exception):
    """The file is no backup, is damaged or cut off, or its key is not there."""


class SealedWriter:
    """Writes head, pieces and end, in this order."""

    def __init__(self, file: BinaryIO, key: Key) -> None:
        key_id = key.id.encode("ascii")
        salt = os.urandom(SALT_BYTES)
        self._file = file
        self._preface = MAGIC + bytes([len(key_id)]) + key_id + salt
        self._cipher = _file_cipher(key, salt)
        self._number = 0
        file.write(self._preface)

    def head(self, plain: bytes) -> None:
        self._frame(HEAD, plain)

    def piece(self, plain: bytes) -> None:
        for start in range(0, len(plain), PIECE):
            self._frame(DATA, plain[start : start + PIECE])

    def end(self, plain: bytes) -> None:
        self._frame(END, plain)

    def _frame(self, kind: bytes, plain: bytes) -> None:
        front = _FRAME.pack(kind, len(plain) + _TAG_BYTES)
        sealed = self._cipher.encrypt(_nonce(self._number), plain, self._preface + front)
        self._file.write(front + sealed)
        self._number += 1


class SealedReader:
    """Reads what SealedWriter wrote. `head` is there at once, `end` after all pieces were read.

    Raises:
        StreamRefused: at any step.
    """

    def __init__(self, file: BinaryIO, ring: KeyRing, *, where: str) -> None:
        self._file, self._where = file, where
        self.key_id, self._preface = _preface(file, where)
        key = ring.get(self.key_id)
        if key is None:
            raise StreamRefused(
                f"{where} was sealed with the key {self.key_id}, which is not among the backup "
                "keys. Put its line back into the file STEPWELL_BACKUP_KEY_FILE names."
            )
        self._cipher = _file_cipher(key, self._preface[-SALT_BYTES:])
        self._number = 0
        kind, self.head = self._frame()
        if kind != HEAD:
            raise StreamRefused(f"{where} does not begin as a backup does.")
        self.end = b""

    def pieces(self) -> Iterator[bytes]:
        while True:
            kind, plain = self._frame()
            if kind == END:
                break
            yield plain
        self.end = plain
        if self._file.read(1):
            raise StreamRefused(f"{self._where} goes on after its end. {_REMEDY}")

    def _frame(self) -> tuple[bytes, bytes]:
        at = self._file.tell()
        front = self._file.read(_FRAME.size)
        if len(front) < _FRAME.size:
            raise StreamRefused(f"{self._where} is cut off after {at:,} bytes. {_REMEDY}")
        kind, length = _FRAME.unpack(front)
        sealed = self._file.read(length) if length <= _LONGEST_FRAME else b""
        if len(sealed) < length <= _LONGEST_FRAME:
            raise StreamRefused(f"{self._where} is cut off after {at:,} bytes. {_REMEDY}")
        try:
            plain = self._cipher.decrypt(_nonce(self._number), sealed, self._preface + front)
        except InvalidTag:
            raise StreamRefused(
                f"{self._where} is damaged or was changed near byte {at:,}, or its key is "
                f"another one of the same id. {_REMEDY}"
            ) from None
        self._number += 1
        return kind, plain


_REMEDY = "Take another copy of it, or an older backup."


def key_id_of_stream(file: BinaryIO, *, where: str) -> str:
    """The id of the key a file was sealed with, without opening it. Raises StreamRefused."""
    return _preface(file, where)[0]


def _preface(file: BinaryIO, where: str) -> tuple[str, bytes]:
    start = file.read(len(MAGIC) + 1)
    if start[:-1] != MAGIC:
        raise StreamRefused(f"{where} is not a backup made by this version of Stepwell.")
    rest = file.read(start[-1] + SALT_BYTES)
    if len(rest) < start[-1] + SALT_BYTES:
        raise StreamRefused(f"{where} is cut off at its beginning. {_REMEDY}")
    return rest[:-SALT_BYTES].decode("ascii", "replace"), start + rest


def _file_cipher(key: Key, salt: bytes) -> AESGCM:
    derived = HKDF(SHA256(), length=32, salt=salt, info=MAGIC)
    return AESGCM(derived.derive(key.material))


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
