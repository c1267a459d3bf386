"""Where a US listing without coordinates is, as near as its ZIP or town tells."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from stepwell.domain.meetings.meeting import Place
from stepwell.domain.places.gazetteer import Gazetteer
from stepwell.domain.places.match import MatchScore, PlaceKind, PlaceMatch
from stepwell.library.places import read_us_places

LARGE_CITY = 500_000
"""People in a US city that a bare name is taken to mean: fewer, and a namesake abroad or in
another state is as likely."""

_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_US = re.compile(r"(?:USA?|U\.S\.A?\.?|United States(?: of America)?)\.?", re.IGNORECASE)
_ENDS_IN_US = re.compile(r",\s*(?:USA?|United States)\.?$|\b[A-Z]{2} \d{5}(?:-\d{4})?$")


def find_us_position(place: Place) -> PlaceMatch | None:
    """The ZIP, else the town, of a place that is in the United States; None where unsure."""
    if place.country and not _US.fullmatch(place.country):
        return None
    if _ZIP.fullmatch(place.postal_code):
        match = _surest(place.postal_code)
        if match and _agrees(match, place):
            return match
    if place.city and place.state:
        return _surest(f"{place.city}, {place.state}")
    if _ENDS_IN_US.search(place.address):
        return _surest(place.address, MatchScore.IN_ADDRESS)
    return None


def find_large_city(place: Place) -> PlaceMatch | None:
    """A city so large that its bare name is enough to tell the time there."""
    if place.country and not _US.fullmatch(place.country):
        return None
    name = place.city or place.address
    match = _surest(name) if name else None
    return match if match and match.population >= LARGE_CITY else None


def at_position(place: Place, match: PlaceMatch) -> Place:
    """The place with the match's point, marked as no nearer than ZIP or town."""
    basis = "postal_code" if match.kind is PlaceKind.ZIP else "town"
    return msgspec.structs.replace(
        place, latitude=match.latitude, longitude=match.longitude, position_basis=basis
    )


def _agrees(match: PlaceMatch, place: Place) -> bool:
    """A five-digit code is a ZIP only where town or state say so: other countries have them too."""
    if place.country or match.state == place.state:
        return True
    return bool(place.city) and match.label.casefold().startswith(f"{place.city.casefold()},")


def _surest(text: str, least: float = MatchScore.EXACT) -> PlaceMatch | None:
    found = us_places().find(text, limit=1)
    return found[0] if found and found[0].score >= least else None


@cache
def us_places() -> Gazetteer:
    return Gazetteer.parse(read_us_places())
