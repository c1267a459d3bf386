"""The build script: on small made-up tables, and on the real ones where present."""

from __future__ import annotations

import csv
import importlib.util
import os
import sys
import zlib
from pathlib import Path
from types import ModuleType

import pytest

from stepwell.domain.places.gazetteer import Gazetteer
from stepwell.domain.places.match import PlaceKind, PlaceMatch
from stepwell.domain.places.packing import pack
from stepwell.library.places import read_us_places

SCRIPT = Path(__file__).parents[3] / "scripts/build_gazetteer.py"
REAL = Path(os.environ.get("STEPWELL_TEST_DATA", "/nonexistent")) / "locator"
ZIPS = "us_zip_centroids.csv"
PLACES = "us_places_geonames_cities500.csv"
real = [
    pytest.mark.real_feeds,
    pytest.mark.skipif(not (REAL / ZIPS).exists(), reason="STEPWELL_TEST_DATA has no locator/"),
]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_gazetteer", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _write_tables(folder: Path) -> None:
    (folder / ZIPS).write_text(
        "zip,primary_city,state,county,county_fips,lat,lon,zip_type,population\n"
        "06457,Middletown,CT,,,41.5500,-72.6600,Standard,46000\n"
        "06459,Middletown,CT,,,41.5560,-72.6570,Unique,\n"
        "06441,Higganum,CT,,,41.4700,-72.5700,Standard,5000\n"
        "09007,APO AA,AA,,,49.4077,8.6908,Military,\n"
        "09002,Armed Forces Europe,AE,,,,,Military,\n"
        "88888,,,,,,,PO_Box,\n"
    )
    (folder / PLACES).write_text(
        "geonameid,name,state,lat,lon,population\n"
        "1,Middletown,CT,41.56232,-72.65065,46756\n"
        "2,City of Milford (balance),CT,41.22374,-73.06164,52536\n"
        "3,Old Town (historical),CT,41.2,-73.0,500\n"
    )


def test_build_joins_zips_to_places_and_keeps_post_offices(tmp_path: Path) -> None:
    _write_tables(tmp_path)

    places = Gazetteer.parse(pack(_script().build(tmp_path)))

    assert places.find("06459")[0].label == "Middletown, CT 06459"
    assert [m.label for m in places.find("middletown ct")] == ["Middletown, CT"]
    assert places.find("higganum")[0].population == 5000
    assert places.find("milford")[0].label == "Milford, CT"
    assert places.find("old town") == ()
    assert places.find("09007")[0].label == "APO, AE 09007"
    assert places.find("apo ae") == ()
    assert [m.label for m in (places.nearest(41.47, -72.57),) if m] == ["Middletown, CT"]


def test_build_writes_the_file_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write_tables(tmp_path)

    status = _script().main([str(tmp_path), str(tmp_path / "out.bin")])

    assert status == 0
    assert Gazetteer.parse((tmp_path / "out.bin").read_bytes()).find("06457")
    assert "4 ZIPs with a point, 2 without, 4 places" in capsys.readouterr().out


class TestRealTables:
    pytestmark = real

    def test_committed_file_is_what_the_script_builds(self) -> None:
        built, shipped = pack(_script().build(REAL)), read_us_places()

        assert _opened(built) == _opened(shipped)  # another zlib may pack it otherwise

    def test_every_zip_is_found_at_its_coordinates(self, us: Gazetteer) -> None:
        rows = [row for row in _rows(ZIPS) if row["lat"]]
        assert len(rows) > 40_000
        for row in rows:
            (match,) = us.find(row["zip"])
            assert match.kind is PlaceKind.ZIP
            assert match.latitude == pytest.approx(float(row["lat"]), abs=6e-5)
            assert match.longitude == pytest.approx(float(row["lon"]), abs=6e-5)

    def test_every_zip_without_coordinates_is_explained(self, us: Gazetteer) -> None:
        rows = [row for row in _rows(ZIPS) if not row["lat"]]
        assert rows
        assert all(us.explain_missing(row["zip"]) for row in rows)

    def test_every_place_is_found_by_name_and_state(self, us: Gazetteer) -> None:
        places = _script().read_places(REAL / PLACES)
        assert len(places) > 20_000
        missed = []
        for place in places:
            found = us.find(f"{place.name}, {place.state}", limit=20)
            if not any(_is_at(m, place.latitude, place.longitude) for m in found):
                missed.append((place.name, place.state))
        assert missed == []


def _is_at(match: PlaceMatch, latitude: float, longitude: float) -> bool:
    return abs(match.latitude - latitude) < 0.05 and abs(match.longitude - longitude) < 0.07


def _opened(data: bytes) -> tuple[bytes, bytes]:
    magic, head, packed = data.split(b"\n", 2)
    return magic + head, zlib.decompress(packed)


def _rows(name: str) -> list[dict[str, str]]:
    with (REAL / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
