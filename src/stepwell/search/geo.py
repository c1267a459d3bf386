"""Where meetings are: a grid of quarter degrees, and great-circle distances.

Cells are numbered row by row from the south-west, so the box around a circle is one run
of cells for each grid row, two where it crosses the 180th meridian.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, degrees, floor, radians, sin
from typing import Final

import numpy as np
import numpy.typing as npt

from stepwell.search.container import Array

CELLS_PER_DEGREE: Final = 4
GRID_ROWS: Final = 180 * CELLS_PER_DEGREE
GRID_COLUMNS: Final = 360 * CELLS_PER_DEGREE
CELL_COUNT: Final = GRID_ROWS * GRID_COLUMNS
NOWHERE_CELL: Final = CELL_COUNT
"""Meetings without coordinates. Those that are only online come in the cell after it."""
ONLINE_CELL: Final = CELL_COUNT + 1

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius. Source: IUGG, as in GRS 80."""

_RADIANS: Final = radians(1)
_MARGIN_DEGREES: Final = 1e-4  # more than float32 loses anywhere on Earth


def cell_of(latitude: float, longitude: float) -> int:
    row = min(floor((latitude + 90) * CELLS_PER_DEGREE), GRID_ROWS - 1)
    return row * GRID_COLUMNS + _column_of(longitude) % GRID_COLUMNS


def _column_of(longitude: float) -> int:
    return floor((longitude + 180) * CELLS_PER_DEGREE)


def cell_runs(latitude: float, longitude: float, radius_km: float) -> Iterator[tuple[int, int]]:
    """Half-open runs of cells that together hold every point of the circle."""
    angle = degrees(max(radius_km, 0.0) / EARTH_RADIUS_KM) + _MARGIN_DEGREES
    south, north = max(latitude - angle, -90.0), min(latitude + angle, 90.0)
    first_row = floor((south + 90) * CELLS_PER_DEGREE)
    last_row = min(floor((north + 90) * CELLS_PER_DEGREE), GRID_ROWS - 1)
    first, last = _columns(latitude, longitude, angle)
    for row in range(first_row, last_row + 1):
        at = row * GRID_COLUMNS
        if first < 0:
            yield at, at + last + 1
            yield at + first + GRID_COLUMNS, at + GRID_COLUMNS
        elif last >= GRID_COLUMNS:
            yield at, at + last - GRID_COLUMNS + 1
            yield at + first, at + GRID_COLUMNS
        else:
            yield at + first, at + last + 1


def _columns(latitude: float, longitude: float, angle: float) -> tuple[int, int]:
    """First and last grid column; the first may be negative or the last beyond the edge."""
    if abs(latitude) + angle >= 90:  # the circle holds a pole, and with it every meridian
        return 0, GRID_COLUMNS - 1
    half_width = degrees(asin(min(1.0, sin(radians(angle)) / cos(radians(latitude)))))
    longitude = (longitude + 180) % 360 - 180
    first = _column_of(longitude - half_width - _MARGIN_DEGREES)
    last = _column_of(longitude + half_width + _MARGIN_DEGREES)
    if last - first + 1 >= GRID_COLUMNS:
        return 0, GRID_COLUMNS - 1
    return first, last


def meters_between(
    latitude: float, longitude: float, latitudes: Array, longitudes: Array
) -> npt.NDArray[np.float64]:
    """Great-circle distances in whole meters; NaN where a coordinate is NaN."""
    here = radians(latitude)
    there = np.multiply(latitudes, _RADIANS, dtype=np.float64)
    sine_lat = np.sin((there - here) * 0.5)
    sine_lng = np.sin((np.subtract(longitudes, longitude, dtype=np.float64)) * (_RADIANS * 0.5))
    haversine = sine_lat * sine_lat + np.cos(there) * (sine_lng * sine_lng) * cos(here)
    angle = np.arcsin(np.sqrt(np.minimum(haversine, 1.0)))
    meters: npt.NDArray[np.float64] = np.rint(angle * (2 * EARTH_RADIUS_KM * 1000))
    return meters
