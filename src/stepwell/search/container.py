"""The snapshot's file: a header that names arrays, then the arrays, 64-byte aligned.

    8 bytes   magic
    4 bytes   length of the header, little endian
    header    JSON: schema, directory version, digest and size of the body, arrays;
              blanks after it, so that the body begins at a multiple of 64 bytes
    body      the arrays, each at a multiple of 64 bytes: NumPy copies what is not aligned

The digest covers the body, so the same arrays always have the same version.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

MAGIC: Final = b"STEPWSNP"
SCHEMA: Final = 2
"""Raise it whenever an array, a code table or the document encoding changes meaning."""

_ALIGNMENT: Final = 64
_PREFIX_BYTES: Final = len(MAGIC) + 4
_MAX_HEADER_BYTES: Final = 1 << 20

Array = npt.NDArray[Any]


class SnapshotUnreadable(Exception):
    """The file cannot be used as it is; rebuilding it always helps."""

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        super().__init__(
            f"The meeting index {path} cannot be used: {problem}. "
            "Rebuild it from the database; no meeting is lost."
        )


class SnapshotMissing(SnapshotUnreadable):
    """No index has been built yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "it has not been built yet")


class SnapshotDamaged(SnapshotUnreadable):
    """Cut short, changed on disk, or not an index at all."""


class SnapshotOfOtherSchema(SnapshotUnreadable):
    """Written by an older or newer release."""

    def __init__(self, path: Path, schema: int) -> None:
        super().__init__(path, f"it has layout {schema} and this release reads {SCHEMA}")


class ArraySpec(msgspec.Struct, frozen=True):
    """dtype: NumPy's own spelling ("<u4"). offset: bytes from the body's beginning."""

    dtype: str
    shape: tuple[int, ...]
    offset: int


class Header(msgspec.Struct, frozen=True):
    """digest: BLAKE2b-128 of the body, hexadecimal. body_bytes: its exact length."""

    schema: int
    directory_version: int
    digest: str
    body_bytes: int
    arrays: dict[str, ArraySpec]


class _SchemaOnly(msgspec.Struct):
    """What every layout's header has, read first so that another one is named as such."""

    schema: int


def write(path: Path, arrays: Mapping[str, Array], *, directory_version: int) -> Header:
    """Write beside `path`, flush to disk, then replace: readers see the old file or the new."""
    header = _describe(arrays, directory_version)
    encoded = msgspec.json.encode(header, order="deterministic")
    encoded += b" " * (-(_PREFIX_BYTES + len(encoded)) % _ALIGNMENT)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(MAGIC + len(encoded).to_bytes(4, "little") + encoded)
            position = 0
            for name, spec in header.arrays.items():
                file.write(b"\0" * (spec.offset - position))
                file.write(_bytes_of(arrays[name]))
                position = spec.offset + arrays[name].nbytes
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)
    return header


def remove_unfinished(path: Path) -> None:
    """What a writer of `path` left when it was killed. Only while nobody else writes there."""
    for left in path.parent.glob(f".{path.name}.*.new"):
        left.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _describe(arrays: Mapping[str, Array], directory_version: int) -> Header:
    digest = hashlib.blake2b(digest_size=16)
    specs: dict[str, ArraySpec] = {}
    position = 0
    for name in sorted(arrays):
        array = arrays[name]
        offset = -(-position // _ALIGNMENT) * _ALIGNMENT
        digest.update(b"\0" * (offset - position))
        digest.update(_bytes_of(array))
        specs[name] = ArraySpec(array.dtype.newbyteorder("<").str, array.shape, offset)
        position = offset + array.nbytes
    return Header(SCHEMA, directory_version, digest.hexdigest(), position, specs)


def _bytes_of(array: Array) -> memoryview:
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return little.reshape(-1).view(np.uint8).data


def read(path: Path, *, verify: bool) -> tuple[Header, dict[str, Array]]:
    """Map the file read-only. The arrays keep the mapping alive; nothing need be closed.

    verify: also compare the body with its digest (reads the whole file once).
    Raises: SnapshotMissing, SnapshotDamaged, SnapshotOfOtherSchema.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            header, body_at = _read_header(path, file.read(_PREFIX_BYTES + _MAX_HEADER_BYTES))
            if size != body_at + header.body_bytes:
                raise SnapshotDamaged(
                    path, f"it has {size} bytes where {body_at + header.body_bytes} were written"
                )
            if verify:
                file.seek(body_at)
                found = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
                if found.hexdigest() != header.digest:
                    raise SnapshotDamaged(path, "its contents do not match its digest")
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise SnapshotMissing(path) from error
    return header, {
        name: np.ndarray(spec.shape, np.dtype(spec.dtype), mapped, body_at + spec.offset)
        for name, spec in header.arrays.items()
    }


def _read_header(path: Path, start: bytes) -> tuple[Header, int]:
    if start[: len(MAGIC)] != MAGIC:
        raise SnapshotDamaged(path, "it does not begin like a meeting index")
    length = int.from_bytes(start[len(MAGIC) : _PREFIX_BYTES], "little")
    encoded = start[_PREFIX_BYTES : _PREFIX_BYTES + length]
    try:
        schema = msgspec.json.decode(encoded, type=_SchemaOnly).schema
        if schema != SCHEMA:
            raise SnapshotOfOtherSchema(path, schema)
        header = msgspec.json.decode(encoded, type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SnapshotDamaged(path, f"its header is not readable ({error})") from error
    return header, _PREFIX_BYTES + length
