"""The finder's address: from a query string to a request and back.

Anything that is not understood counts as not asked: an old or mistyped address still
shows meetings. Coordinates have no name here, so they never get into an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from stepwell.domain.meetings.types import LANGUAGES
from stepwell.queries.finder_request import (
    DEFAULT_MILES,
    MAX_TEXT,
    MILES,
    FinderRequest,
    Join,
    PartOfDay,
    Suits,
    When,
)
from stepwell.queries.vocabularies import fellowships
from stepwell.web.public.clock_words import is_zone

MOST_PAGES = 200
MAX_REGION = 200
Choice = TypeVar("Choice", bound=StrEnum)


def read_request(params: QueryDict) -> FinderRequest:
    return FinderRequest(
        near=_text(params, "near"),
        when=_one(When, params.get("day", ""), When.SOON),
        miles=_miles(params.get("within", "")),
        fellowships=frozenset(slug for slug in params.getlist("group") if slug in fellowships()),
        parts_of_day=_some(PartOfDay, params.getlist("time")),
        join=_one(Join, params.get("join", ""), Join.ANY),
        suits=_some(Suits, params.getlist("for")),
        not_for=_some(Suits, params.getlist("not")),
        language=_code(params.get("language", "")),
        region=" ".join(params.get("region", "").split())[:MAX_REGION],
        words=_text(params, "words"),
        timezone=_zone(params.get("tz", "")),
        page=read_page(params),
    )


def names_in(params: QueryDict) -> str:
    """The vocabulary language asked for by `types_in`, or "" for plain words."""
    asked = params.get("types_in", "")
    return asked if asked in LANGUAGES else ""


def query_string(request: FinderRequest, *, types_in: str = "") -> str:
    """Only what differs from the usual, in one order, so that one search has one address."""
    pairs = [
        ("near", request.near),
        ("day", "" if request.when is When.SOON else request.when),
        ("within", "" if request.miles == DEFAULT_MILES else str(request.miles)),
        *_pairs("group", request.fellowships),
        *_pairs("time", request.parts_of_day),
        ("join", request.join),
        *_pairs("for", request.suits),
        *_pairs("not", request.not_for),
        ("language", request.language),
        ("region", request.region),
        ("words", request.words),
        ("tz", request.timezone),
        ("types_in", types_in),
        ("page", "" if request.page == 1 else str(request.page)),
    ]
    written = urlencode([(name, value) for name, value in pairs if value])
    return f"?{written}" if written else ""


def read_point(params: QueryDict) -> tuple[float, float] | None:
    """(latitude, longitude) of "use my location", rounded to about a kilometer, or None."""
    try:
        latitude = round(float(params.get("lat", "")), 2)
        longitude = round(float(params.get("lng", "")), 2)
    except (ValueError, OverflowError):
        return None
    is_on_earth = -90 <= latitude <= 90 and -180 <= longitude <= 180
    return (latitude, longitude) if is_on_earth else None


def read_page(params: QueryDict) -> int:
    """Page number from 1; anything else is the first page."""
    value = params.get("page", "")
    return min(max(int(value), 1), MOST_PAGES) if value.isdecimal() and len(value) < 6 else 1


def _pairs(name: str, values: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, str(value)) for value in sorted(values)]


def _text(params: QueryDict, name: str) -> str:
    return " ".join(params.get(name, "").split())[:MAX_TEXT]


def _one(kind: type[Choice], value: str, otherwise: Choice) -> Choice:
    try:
        return kind(value)
    except ValueError:
        return otherwise


def _some(kind: type[Choice], values: list[str]) -> frozenset[Choice]:
    known = {member.value for member in kind} - {""}
    return frozenset(kind(value) for value in values if value in known)


def _zone(value: str) -> str:
    return value if is_zone(value) else ""


def _miles(value: str) -> int:
    known = {str(miles): miles for miles in MILES}
    return known.get(value, DEFAULT_MILES)


def _code(value: str) -> str:
    return value if value.isascii() and value.isalpha() and len(value) <= 3 else ""
