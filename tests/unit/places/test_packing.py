from __future__ import annotations

import time

import numpy as np
import pytest

from stepwell.domain.places.gazetteer import Gazetteer
from stepwell.domain.places.packing import MAGIC, PlacesFileError, PlaceTables, pack, unpack
from stepwell.library.places import read_us_places


def _ints(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int32)


def _tables() -> PlaceTables:
    return PlaceTables(
        states=("CT", "MA"),
        zip_code=_ints(1001, 6457),
        zip_latitude=_ints(420_000, -415_555),
        zip_longitude=_ints(-721_234, 1_799_999),
        zip_place=_ints(0, 1),
        zip_population=_ints(0, 70_000),
        unplaced_zips=_ints(9002),
        place_names="Agawam\nMiddletown",
        place_latitude=_ints(420_001, 415_623),
        place_longitude=_ints(-720_001, -726_506),
        place_population=_ints(28_000, 9_000_000),
        place_state=_ints(1, 0),
        place_listed=np.array([True, False]),
        mail_only=np.array([False, True]),
    )


def test_unpack_gives_back_what_was_packed() -> None:
    tables = _tables()

    back = unpack(pack(tables))

    for name in PlaceTables.__slots__:
        assert np.array_equal(getattr(back, name), getattr(tables, name)), name


def test_pack_same_tables_same_bytes() -> None:
    assert pack(_tables()) == pack(_tables())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        MAGIC,
        MAGIC + b"{}\nxx",
        pack(_tables())[:-30],
        pack(_tables()).replace(b'"places": 2', b'"places": 9', 1),
        pack(_tables()).replace(b'"zips": 2', b'"zips": 1', 1),
    ],
)
def test_unpack_damaged_file_says_what_to_do(data: bytes) -> None:
    with pytest.raises(PlacesFileError, match="Install Stepwell again"):
        unpack(data)


def test_shipped_file_is_small_and_opens_fast() -> None:
    data = read_us_places()
    times = []
    for _ in range(3):
        start = time.perf_counter()
        Gazetteer.parse(data)
        times.append(time.perf_counter() - start)

    assert len(data) < 900_000
    assert min(times) < 0.3  # 40 ms on an idle core; generous for a busy one
