"""What a search for a place answers with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    ZIP = "zip"
    PLACE = "place"
    POINT = "point"  # a latitude and longitude, named after the nearest place


class MatchScore:
    """How surely a match is what was typed, from 1.0 (all of it) down."""

    EXACT = 1.0
    BEGINNING = 0.8
    IN_ADDRESS = 0.7
    IN_STATE = 0.5
    TYPO = 0.4


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """One place on the map. label: "Middletown, CT", or "Middletown, CT 06457".

    latitude/longitude: WGS84 degrees, to four decimals. state: two letters.
    population: people living there, 0 where not known. score: a `MatchScore`.
    """

    label: str
    latitude: float
    longitude: float
    kind: PlaceKind
    state: str
    population: int
    score: float
    postal_code: str = ""


class NoPlaceReason(StrEnum):
    """Why nothing was found. Each has its sentence in `NO_PLACE_SENTENCES`."""

    MILITARY_ZIP = "military_zip"
    ZIP_WITHOUT_POINT = "zip_without_point"
    UNKNOWN_ZIP = "unknown_zip"
    UNKNOWN_PLACE = "unknown_place"


NO_PLACE_SENTENCES = {
    NoPlaceReason.MILITARY_ZIP: (
        "This is a military mail ZIP. It has no place on the map. "
        "Type the name of a town nearby, or look at online meetings."
    ),
    NoPlaceReason.ZIP_WITHOUT_POINT: (
        "We know this ZIP, but it has no place on the map. Type the name of the town."
    ),
    NoPlaceReason.UNKNOWN_ZIP: (
        "We don't know this ZIP. Check the five digits, or type the name of the town."
    ),
    NoPlaceReason.UNKNOWN_PLACE: (
        "We don't know this place. Try a ZIP, or a town and state, like Middletown, CT."
    ),
}
"""English, one each; the page translates them."""
