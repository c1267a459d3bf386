"""The grid never loses a meeting that is near enough, poles and date line included."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.search.geo import CELL_COUNT, EARTH_RADIUS_KM, cell_of, cell_runs, meters_between


def destination(
    latitude: float, longitude: float, bearing: float, kilometers: float
) -> tuple[float, float]:
    """Where one arrives on a great circle."""
    angle, north = kilometers / EARTH_RADIUS_KM, radians(bearing)
    here = radians(latitude)
    sine = sin(here) * cos(angle) + cos(here) * sin(angle) * cos(north)
    there = asin(max(-1.0, min(1.0, sine)))
    turn = atan2(sin(north) * sin(angle) * cos(here), cos(angle) - sin(here) * sin(there))
    return degrees(there), (longitude + degrees(turn) + 180) % 360 - 180


latitudes = st.floats(-90, 90) | st.sampled_from([-90.0, -89.9, 0.0, 89.9, 90.0])
longitudes = st.floats(-180, 180) | st.sampled_from([-180.0, -179.95, 179.95, 180.0])


@given(
    latitude=latitudes,
    longitude=longitudes,
    bearing=st.floats(0, 360),
    radius_km=st.floats(0, 20000) | st.sampled_from([1.0, 25.0, 500.0]),
    share=st.floats(0, 1),
)
def test_every_point_of_the_circle_is_in_its_cells(
    latitude: float, longitude: float, bearing: float, radius_km: float, share: float
) -> None:
    point = np.array(destination(latitude, longitude, bearing, radius_km * share), np.float32)

    cell = cell_of(float(point[0]), float(point[1]))

    runs = list(cell_runs(latitude, longitude, radius_km))
    assert any(begin <= cell < end for begin, end in runs)
    assert all(0 <= begin < end <= CELL_COUNT for begin, end in runs)


@pytest.mark.parametrize(
    ("latitude", "longitude", "most"),
    [(41.5, -72.65, 20), (0.0, 179.95, 20), (0.0, -180.0, 20), (-16.8, 179.9, 20)],
)
def test_small_circle_needs_few_cells(latitude: float, longitude: float, most: int) -> None:
    runs = list(cell_runs(latitude, longitude, 25))

    assert sum(end - begin for begin, end in runs) <= most


def test_cells_of_a_circle_are_never_named_twice() -> None:
    for place in [(89.0, 10.0), (0.0, 179.99), (-89.99, 0.0), (60.0, -179.9)]:
        cells = [c for begin, end in cell_runs(*place, 4000) for c in range(begin, end)]

        assert len(cells) == len(set(cells))


def test_known_distance_from_middletown_to_hartford() -> None:
    meters = meters_between(41.5623, -72.6506, np.array([41.7658]), np.array([-72.6734]))

    assert meters[0] == pytest.approx(22_700, abs=50)


def test_distance_to_no_coordinates_is_not_a_number() -> None:
    assert np.isnan(meters_between(0, 0, np.array([np.nan]), np.array([np.nan]))[0])


def test_distance_to_the_other_side_of_the_earth_is_half_around() -> None:
    meters = meters_between(0, 0, np.array([0.0]), np.array([180.0]))

    assert meters[0] == pytest.approx(20_015_115, abs=20)
