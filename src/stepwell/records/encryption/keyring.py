"""The keys of this installation, as text and as values. Nothing here prints key material."""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
FIELD_PURPOSES = ("seal", "index")
BACKUP_PURPOSES = ("backup",)
HEADING = """\
# Keys of Stepwell: purpose, id, day made, key. The first of each purpose is the one that writes.
# Whoever has this file can read what it protects: the stored values (seal, index) or the backups
# (backup). Keep a copy of it apart from the data and from the backups.
"""
_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,31}\Z")


class KeysRefused(Exception):
    """What is wrong with a file of keys, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of 32 bytes.

    purpose: "seal" encrypts values, "index" makes blind indexes, "backup" encrypts backups.
    """

    purpose: str
    id: str
    made_on: date
    material: bytes = field(repr=False)

    @classmethod
    def make(cls, purpose: str, *, made_on: date) -> Key:
        return cls(purpose, f"k{secrets.token_hex(4)}", made_on, secrets.token_bytes(KEY_BYTES))


class KeyRing:
    """Keys by id; the first of each purpose is the one that writes."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.keys = tuple(keys)
        self._ciphers = {key.id: AESGCM(key.material) for key in self.of("seal")}
        self._by_id = {key.id: key for key in self.keys}

    def __repr__(self) -> str:
        return f"<KeyRing of {len(self.keys)} keys>"

    def of(self, purpose: str) -> tuple[Key, ...]:
        return tuple(key for key in self.keys if key.purpose == purpose)

    def newest(self, purpose: str) -> Key:
        return self.of(purpose)[0]

    def get(self, key_id: str) -> Key | None:
        return self._by_id.get(key_id)

    def cipher(self, key_id: str) -> AESGCM | None:
        return self._ciphers.get(key_id)

    def with_new(self, key: Key) -> KeyRing:
        return KeyRing((key, *self.keys))

    def without(self, key_id: str) -> KeyRing:
        return KeyRing(key for key in self.keys if key.id != key_id)

    @classmethod
    def make(cls, *, made_on: date, purposes: tuple[str, ...] = FIELD_PURPOSES) -> KeyRing:
        return cls(Key.make(purpose, made_on=made_on) for purpose in purposes)


def parse_keys(text: str, *, where: str, purposes: tuple[str, ...] = FIELD_PURPOSES) -> KeyRing:
    """Read the text of a key file; `where` names it in refusals, which never quote a line.

    purposes: what the file's keys are for; one key of each at least, and none for anything else.
    """
    keys: list[Key] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            keys.append(_parse_line(line, f"{where}, line {number}", purposes))
    ids = [key.id for key in keys]
    for key_id in ids:
        if ids.count(key_id) > 1:
            raise KeysRefused(f"{where}: the key id {key_id} stands there twice; keep one line.")
    for purpose in purposes:
        if not any(key.purpose == purpose for key in keys):
            raise KeysRefused(
                f"{where} holds no key for {purpose!r}. If anything was written with one, put its "
                "line back from your copy; for a new installation: stepwell keys make --help"
            )
    return KeyRing(keys)


def _parse_line(line: str, where: str, purposes: tuple[str, ...]) -> Key:
    parts = line.split()
    if len(parts) != 4:
        raise KeysRefused(f"{where}: expected purpose, id, day made and key, with spaces between.")
    purpose, key_id, made_on, encoded = parts
    if purpose not in purposes:
        raise KeysRefused(
            f"{where}: the purpose must be one of: {', '.join(purposes)}. Keys of stored values "
            "and keys of backups are kept in two files."
        )
    if not _ID.match(key_id):
        raise KeysRefused(f"{where}: the id must be 2 to 32 small letters, digits or hyphens.")
    try:
        day = date.fromisoformat(made_on)
    except ValueError:
        raise KeysRefused(f"{where}: the day made must look like 2026-11-27.") from None
    try:
        material = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise KeysRefused(f"{where}: the key {key_id} is not base64; was it cut off?") from None
    if len(material) != KEY_BYTES:
        raise KeysRefused(f"{where}: the key {key_id} must be {KEY_BYTES} bytes long.")
    return Key(purpose, key_id, day, material)


def format_keys(ring: KeyRing) -> str:
    lines = (
        f"{key.purpose} {key.id} {key.made_on} {base64.b64encode(key.material).decode()}\n"
        for key in ring.keys
    )
    return HEADING + "".join(lines)
