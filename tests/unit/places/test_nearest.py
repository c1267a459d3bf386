from __future__ import annotations

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.places.gazetteer import KM_PER_DEGREE, Gazetteer
from stepwell.domain.places.packing import DEGREE, unpack
from stepwell.library.places import read_us_places

US = Gazetteer.parse(read_us_places())
TABLES = unpack(read_us_places())


def test_nearest_in_town_names_it(us: Gazetteer) -> None:
    match = us.nearest(41.5623, -72.6506)

    assert match
    assert match.label == "Middletown, CT"


def test_nearest_over_the_ocean_is_none(us: Gazetteer) -> None:
    assert us.nearest(0.0, 0.0) is None


def test_nearest_crosses_the_date_line(us: Gazetteer) -> None:
    assert us.nearest(52.9, 180.0, within_km=2_000) is not None


@given(st.floats(25, 49), st.floats(-124, -67))
def test_nearest_agrees_with_a_plain_search(latitude: float, longitude: float) -> None:
    scale = cos(radians(latitude))
    distances = [
        KM_PER_DEGREE * hypot(lat / DEGREE - latitude, (lng / DEGREE - longitude) * scale)
        for lat, lng, is_listed in zip(
            TABLES.place_latitude.tolist(),
            TABLES.place_longitude.tolist(),
            TABLES.place_listed.tolist(),
            strict=True,
        )
        if is_listed
    ]

    match = US.nearest(latitude, longitude, within_km=5_000)

    assert match
    found = KM_PER_DEGREE * hypot(match.latitude - latitude, (match.longitude - longitude) * scale)
    assert found == pytest.approx(min(distances), abs=0.05)
