"""Where a visitor is: by ZIP, town or "use my location", without asking any outside service.

Two sources: the gazetteer of the United States, and the towns that listed meetings
themselves name, which also covers other countries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

from stepwell.domain.meetings.timezones import zone_at
from stepwell.domain.places.gazetteer import Gazetteer
from stepwell.domain.places.match import NO_PLACE_SENTENCES, MatchScore, NoPlaceReason, PlaceMatch
from stepwell.library import read_bytes
from stepwell.queries.directory import Directory, ListedTown

MOST_SUGGESTIONS = 8
NEARBY_KM = 80.0


@dataclass(frozen=True, slots=True)
class VisitorPlace:
    """A place to look around. near: what to type to get it again. timezone: IANA name."""

    label: str
    near: str
    latitude: float
    longitude: float
    timezone: str
    uses_miles: bool = True

    @property
    def point(self) -> tuple[float, float]:
        return self.latitude, self.longitude


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """place: the likeliest, or None with `problem` in words for the visitor, or with the path
    of a listed `region` of that name whose meetings have no point on the map. others: what the
    text may mean as well."""

    place: VisitorPlace | None
    others: tuple[VisitorPlace, ...] = ()
    problem: str = ""
    region: str = ""


@cache
def gazetteer() -> Gazetteer:
    """Read once per process; some 6 MB in memory."""
    return Gazetteer.parse(read_bytes("places/us.bin"))


def find_place(text: str, directory: Directory, at: datetime) -> PlaceAnswer:
    """What the visitor most likely means.

    Among places of one name those with listed meetings around them come first, and a
    town that the listings name comes before a guess at a misspelt one. A listed region of
    that name comes before places without any meeting around.
    """
    matches = _matches(text)
    exact = [match for match in matches if match.score >= MatchScore.EXACT]
    towns = directory.towns_named(text) if not _is_zip(exact) else ()
    candidates = [_of_match(match) for match in exact]
    candidates += [_of_town(town) for town in towns if not _is_known(town, exact)]
    if not _is_zip(exact):
        candidates.sort(key=lambda one: not directory.has_meetings_near(*one.point, NEARBY_KM, at))
        if not candidates or not directory.has_meetings_near(*candidates[0].point, NEARBY_KM, at):
            region = directory.region_named(text)
            if region:
                return PlaceAnswer(None, tuple(candidates[:4]), region=region)
    if not candidates:
        candidates = [_of_match(match) for match in matches]
    if not candidates:
        reason = gazetteer().explain_missing(text) or NoPlaceReason.UNKNOWN_PLACE
        return PlaceAnswer(None, problem=NO_PLACE_SENTENCES[reason])
    return PlaceAnswer(candidates[0], tuple(candidates[1:5]))


def place_at(latitude: float, longitude: float) -> VisitorPlace:
    """The visitor's own (rounded) position, named after the nearest town.

    Nothing here or below keeps the position, not even a cache.
    """
    nearest = gazetteer().nearest(latitude, longitude)
    label = nearest.label if nearest else ""
    return VisitorPlace(
        label, label, latitude, longitude, zone_at(latitude, longitude), nearest is not None
    )


def suggest_places(text: str) -> tuple[str, ...]:
    """Labels that complete what was typed so far."""
    if len(text.strip()) < 2:
        return ()
    return tuple(dict.fromkeys(match.label for match in _matches(text)))[:MOST_SUGGESTIONS]


def _matches(text: str) -> tuple[PlaceMatch, ...]:
    return gazetteer().find(text, limit=MOST_SUGGESTIONS)


@lru_cache(maxsize=4096)
def _zone_of_listed(latitude: float, longitude: float) -> str:
    """For points of the gazetteer only: never for where a visitor stands."""
    return zone_at(latitude, longitude)


def _is_zip(matches: list[PlaceMatch]) -> bool:
    return bool(matches) and bool(matches[0].postal_code)


def _is_known(town: ListedTown, matches: list[PlaceMatch]) -> bool:
    """Whether the gazetteer already answered with this very place."""
    return any(
        abs(match.latitude - town.latitude) < 0.5 and abs(match.longitude - town.longitude) < 0.5
        for match in matches
    )


def _of_match(match: PlaceMatch) -> VisitorPlace:
    near = match.postal_code or match.label
    return VisitorPlace(
        match.label,
        near,
        match.latitude,
        match.longitude,
        _zone_of_listed(match.latitude, match.longitude),
    )


def _of_town(town: ListedTown) -> VisitorPlace:
    return VisitorPlace(
        town.label, town.label, town.latitude, town.longitude, town.timezone, town.uses_miles
    )
