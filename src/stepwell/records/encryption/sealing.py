"""One stored value: AES-256-GCM, bound to its column and row.

Layout: version (1 byte), length of key id (1), key id, nonce (12), ciphertext with tag (16). The
associated data is all before the nonce, then the column and the row id, so that a value copied to
another row or column does not open. The text is padded to a multiple of 32 bytes first: the length
of a short answer would tell which answer it was.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag

from stepwell.records.encryption.keyring import KeyRing

VERSION = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
PADDED_TO = 32


class Unreadable(Exception):
    """A stored value does not open. Names its column and row, never what it holds."""


class KeyMissing(Unreadable):
    """The value's key is not in the ring."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is stored. column: "table.column"; row: the primary key as text."""

    column: str
    row: str

    def __str__(self) -> str:
        return f"{self.column} of row {self.row}"


def prefix_of(key_id: str) -> bytes:
    """What every value sealed with this key begins with."""
    encoded = key_id.encode("ascii")
    return VERSION + bytes([len(encoded)]) + encoded


def key_id_of(sealed: bytes) -> str | None:
    """The id of the key a value was sealed with; None when this is no sealed value."""
    if sealed[:1] != VERSION or len(sealed) < 2:
        return None
    end = 2 + sealed[1]
    if len(sealed) < end + NONCE_BYTES + TAG_BYTES:
        return None
    try:
        return sealed[2:end].decode("ascii")
    except UnicodeDecodeError:
        return None


def seal(plain: bytes, *, ring: KeyRing, place: Place) -> bytes:
    key_id = ring.newest("seal").id
    cipher = ring.cipher(key_id)
    assert cipher is not None
    prefix, nonce = prefix_of(key_id), os.urandom(NONCE_BYTES)
    return prefix + nonce + cipher.encrypt(nonce, _pad(plain), _bound_to(prefix, place))


def unseal(sealed: bytes, *, ring: KeyRing, place: Place) -> bytes:
    """Raises Unreadable (KeyMissing when only the key is absent)."""
    key_id = key_id_of(sealed)
    if key_id is None:
        raise Unreadable(f"{place}: what is stored there is not a sealed value.")
    cipher = ring.cipher(key_id)
    if cipher is None:
        raise KeyMissing(
            f"{place} was sealed with the key {key_id}, which is not among the keys. "
            "Put its line back into the file STEPWELL_ENCRYPTION_KEYS_FILE names."
        )
    prefix = prefix_of(key_id)
    start = len(prefix) + NONCE_BYTES
    nonce, body = sealed[len(prefix) : start], sealed[start:]
    try:
        padded = cipher.decrypt(nonce, body, _bound_to(prefix, place))
    except InvalidTag:
        raise Unreadable(
            f"{place} does not open: the stored value was changed, or moved there from another "
            "row or column, or the key of that id is another one. Restore it from a backup."
        ) from None
    return padded[: padded.rindex(b"\x80")]


def _bound_to(prefix: bytes, place: Place) -> bytes:
    return b"\0".join((prefix, place.column.encode(), place.row.encode()))


def _pad(plain: bytes) -> bytes:
    return plain + b"\x80" + bytes(-(len(plain) + 1) % PADDED_TO)
