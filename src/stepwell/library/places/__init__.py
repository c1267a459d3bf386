"""ZIPs and places of the United States, packed. License and sources: NOTICE."""

from __future__ import annotations

from importlib.resources import files


def read_us_places() -> bytes:
    """The packed file, for `stepwell.domain.places.gazetteer.Gazetteer.parse`."""
    return files(__name__).joinpath("us.bin").read_bytes()
