"""The shape of what the private notebook hands the server: sealed in the browser, opaque here.

Every value is a number, one of a few words, or base64url of one exact length. So nothing fits in
that a person could read: no label of a passkey, no hint to a passphrase, no title of an entry. The
format itself: docs/private-notebook.md.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from msgspec import Meta, Struct

SEALED_SIZES = tuple(1024 * 4**power for power in range(5))
"""Bytes of a sealed entry, its 16 bytes of tag included: 1, 4, 16, 64 and 256 KiB."""
MOST_WRAPS = 16
MOST_OLDER_KEYS = 64
"""Ways to open one notebook, and keys it had before (design: far above what a person makes)."""

# The last letter of base64url holds left-over bits, which must be zero: one spelling per value.
_B64 = "[A-Za-z0-9_-]"
_Id = Annotated[str, Meta(pattern=rf"\A{_B64}{{21}}[AQgw]\Z")]  # 16 bytes
_Check = _Id
_Nonce = Annotated[str, Meta(pattern=rf"\A{_B64}{{16}}\Z")]  # 12 bytes
_Hash = Annotated[str, Meta(pattern=rf"\A{_B64}{{42}}[AEIMQUYcgkosw048]\Z")]  # 32 bytes
_SealedKey = Annotated[str, Meta(pattern=rf"\A{_B64}{{64}}\Z")]  # 32 bytes and the tag
_Data = Annotated[
    str, Meta(pattern=rf"\A{_B64}+[AQgw]\Z", max_length=4 * SEALED_SIZES[-1] // 3 + 1)
]
_CHARACTERS = frozenset(-(-4 * size // 3) for size in SEALED_SIZES)


class SealedBody(Struct, frozen=True, forbid_unknown_fields=True):
    """One entry, encrypted. key: which data key of the notebook."""

    v: Literal[1]
    key: _Id
    nonce: _Nonce
    data: _Data

    def __post_init__(self) -> None:
        if len(self.data) not in _CHARACTERS:
            raise ValueError("`data` is not of one of the padded sizes")


class ScryptCost(Struct, frozen=True, forbid_unknown_fields=True):
    """RFC 7914; the floor and the ceiling are those of `notebook-passphrase.js`."""

    N: Annotated[int, Meta(ge=2**14, le=2**18)]
    r: Literal[8]
    p: Annotated[int, Meta(ge=1, le=16)]

    def __post_init__(self) -> None:
        if self.N & (self.N - 1):
            raise ValueError("`N` is not a power of two")


class PassphraseWrap(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="way", tag="passphrase"
):
    """The data key, encrypted under what scrypt makes of a passphrase."""

    id: _Id
    scrypt: ScryptCost
    salt: _Id
    check: _Check
    nonce: _Nonce
    key: _SealedKey


class CodeWrap(Struct, frozen=True, forbid_unknown_fields=True, tag_field="way", tag="code"):
    """The data key, encrypted under a printed recovery code."""

    id: _Id
    salt: _Id
    check: _Check
    nonce: _Nonce
    key: _SealedKey


class PasskeyWrap(Struct, frozen=True, forbid_unknown_fields=True, tag_field="way", tag="passkey"):
    """The data key, encrypted under a passkey's PRF output. credential: SHA-256 of its id."""

    id: _Id
    credential: _Hash
    salt: _Id
    check: _Check
    nonce: _Nonce
    key: _SealedKey


class OlderKey(Struct, frozen=True, forbid_unknown_fields=True):
    """A data key from before, encrypted under the present one."""

    id: _Id
    nonce: _Nonce
    key: _SealedKey


class KeyringBody(Struct, frozen=True, forbid_unknown_fields=True):
    """How a notebook can be opened. key: the id of the data key that each wrap holds."""

    v: Literal[1]
    key: _Id
    wraps: Annotated[
        tuple[PassphraseWrap | CodeWrap | PasskeyWrap, ...],
        Meta(min_length=1, max_length=MOST_WRAPS),
    ]
    older: Annotated[tuple[OlderKey, ...], Meta(max_length=MOST_OLDER_KEYS)]

    def __post_init__(self) -> None:
        ids = [self.key, *(wrap.id for wrap in self.wraps), *(key.id for key in self.older)]
        if max(Counter(ids).values()) > 1:
            raise ValueError("an id is there twice")
