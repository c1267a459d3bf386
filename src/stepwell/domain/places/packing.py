"""The packed file of places: columns of numbers and one block of names.

Layout: `MAGIC`, one line of JSON (column sizes, state codes), then the columns one
after another under zlib. Numbers are stored as byte planes (all lowest bytes, then all
second bytes, …), which halves what zlib leaves. Coordinates are whole ten-thousandths
of a degree (about 11 m), each ZIP's as the step from the ZIP before it.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAGIC = b"stepwell places 1\n"
DEGREE = 10_000
ZIP_SPACE = 100_000

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]


class PlacesFileError(ValueError):
    """The packed file cannot be read."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTables:
    """Rows of ZIPs in numeric order, rows of places in the order of their keys.

    *_latitude, *_longitude: ten-thousandths of a degree. zip_place: the place row that
    names a ZIP's post office. place_state: index into `states`. place_listed: in the
    list of populated places, not only a post office. unplaced_zips: known, without a
    point. place_names: one a line. mail_only: place rows that name a post office but no
    place (APO).
    """

    states: tuple[str, ...]
    zip_code: Ints
    zip_latitude: Ints
    zip_longitude: Ints
    zip_place: Ints
    zip_population: Ints
    unplaced_zips: Ints
    place_names: str
    place_latitude: Ints
    place_longitude: Ints
    place_population: Ints
    place_state: Ints
    place_listed: Flags
    mail_only: Flags


_STEPPED = ("zip_latitude", "zip_longitude")
_PLANES = {
    "zip_latitude": 4,
    "zip_longitude": 4,
    "zip_place": 2,
    "zip_population": 3,
    "place_latitude": 4,
    "place_longitude": 4,
    "place_population": 3,
    "place_state": 1,
}
"""Bytes kept of each little-endian number, column by column in file order."""
_BITS = ("place_listed", "mail_only")
_ZIP_SETS = ("zip_code", "unplaced_zips")


def pack(tables: PlaceTables) -> bytes:
    """The same bytes for the same tables (and the same zlib)."""
    blocks = [_zip_bits(getattr(tables, name)) for name in _ZIP_SETS]
    blocks += [_planes(tables, name) for name in _PLANES]
    blocks += [np.packbits(getattr(tables, name)).tobytes() for name in _BITS]
    head = {
        "zips": len(tables.zip_code),
        "places": len(tables.place_state),
        "states": list(tables.states),
    }
    body = b"".join([*blocks, tables.place_names.encode()])
    return MAGIC + json.dumps(head).encode() + b"\n" + zlib.compress(body, 9)


def unpack(data: bytes) -> PlaceTables:
    """Raises: PlacesFileError when the bytes are not a packed file of this version."""
    if not data.startswith(MAGIC):
        raise PlacesFileError(
            "The file of ZIPs and places is not one this version can read. "
            "Install Stepwell again, or build the file with scripts/build_gazetteer.py."
        )
    try:
        head_line, _, packed = data[len(MAGIC) :].partition(b"\n")
        return _read_columns(json.loads(head_line), zlib.decompress(packed))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise PlacesFileError(
            f"The file of ZIPs and places is damaged ({error}). Install Stepwell again."
        ) from error


def _read_columns(head: dict[str, object], body: bytes) -> PlaceTables:
    rows = {"zip": _count(head["zips"]), "place": _count(head["places"])}
    columns: dict[str, object] = {}
    at = 0

    def take(size: int) -> bytes:
        nonlocal at
        at += size
        if at > len(body):
            raise ValueError("it ends too soon")
        return body[at - size : at]

    for name in _ZIP_SETS:
        columns[name] = _from_bits(take(ZIP_SPACE // 8), ZIP_SPACE).nonzero()[0].astype(np.int32)
    for name, width in _PLANES.items():
        count = rows[name.partition("_")[0]]
        values = _from_planes(take(count * width), width)
        columns[name] = np.cumsum(values, dtype=np.int32) if name in _STEPPED else values
    for name in _BITS:
        columns[name] = _from_bits(take(-(-rows["place"] // 8)), rows["place"])
    states = head["states"]
    if not isinstance(states, list) or len(columns["zip_code"]) != rows["zip"]:  # type: ignore[arg-type]
        raise ValueError("its first line does not fit the rest")
    return PlaceTables(states=tuple(states), place_names=body[at:].decode(), **columns)  # type: ignore[arg-type]


def _count(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError("its first line has no row counts")
    return value


def _zip_bits(codes: Ints) -> bytes:
    bits = np.zeros(ZIP_SPACE, dtype=bool)
    bits[codes] = True
    return np.packbits(bits).tobytes()


def _from_bits(data: bytes, count: int) -> Flags:
    return np.unpackbits(np.frombuffer(data, np.uint8), count=count).view(np.bool_)


def _planes(tables: PlaceTables, name: str) -> bytes:
    column: Ints = getattr(tables, name)
    values = np.diff(column, prepend=0) if name in _STEPPED else column
    width = _PLANES[name]
    if width < 4 and len(values) and (values.min() < 0 or values.max() >= 1 << (8 * width)):
        raise PlacesFileError(f"A number in {name} does not fit its {width} bytes.")
    as_bytes = np.ascontiguousarray(values, dtype="<i4").view(np.uint8).reshape(-1, 4)
    return np.ascontiguousarray(as_bytes[:, :width].T).tobytes()


def _from_planes(data: bytes, width: int) -> Ints:
    planes = np.frombuffer(data, np.uint8).reshape(width, -1)
    wide = np.zeros((planes.shape[1], 4), np.uint8)
    wide[:, :width] = planes.T
    return wide.view("<i4").reshape(-1).astype(np.int32, copy=False)
