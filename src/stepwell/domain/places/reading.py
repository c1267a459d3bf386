"""How typed words may be read as a place: which are the name, which the state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stepwell.domain.places.folding import fold, squeeze
from stepwell.domain.places.states import STATE_NAMES

MAX_LENGTH = 200
"""Longer text is cut: no address is longer."""

_COUNTRIES = (
    ("united", "states", "of", "america"),
    ("united", "states"),
    ("usa",),
    ("us",),
    ("u", "south"),  # "u s": a lone s folds to south
    ("u", "south", "a"),
)
_STATE_BY_NAME = {squeeze(name): code for code, name in STATE_NAMES.items()} | {
    squeeze(code): code  # "mt" folds to "mount"
    for code in STATE_NAMES
}
_ALIASES = {"dc": ("DC", "washington"), "washingtondc": ("DC", "washington")} | {
    "nyc": ("NY", "newyorkcity"),
    "philly": ("PA", "philadelphia"),
    "vegas": ("NV", "lasvegas"),
    "nola": ("LA", "neworleans"),
    "sf": ("CA", "sanfrancisco"),
    "la": ("CA", "losangeles"),
}
_POINT = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
_ONLY_ZIP = re.compile(r"^\s*(\d{3,5})(?:-?\d{4}|-\d{0,4})?\s*$")
_ZIP = re.compile(r"\d{5}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the words. states: None where none was named."""

    words: tuple[str, ...]
    states: frozenset[str] | None

    @property
    def key(self) -> str:
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """What was typed, taken apart.

    zip_digits: three to five digits when nothing else was typed, or a whole ZIP at the
    start or end of an address. is_zip_first: at the start, so it may be the number of a
    house. readings: surest first. is_address: more than a name.
    """

    zip_digits: str = ""
    point: tuple[float, float] | None = None
    readings: tuple[Reading, ...] = ()
    is_zip_first: bool = False
    is_address: bool = False


def read_place(text: str) -> TypedPlace:
    """Take apart what a person typed into a box that asks where."""
    text = text.strip()[:MAX_LENGTH]
    point = _POINT.match(text)
    if point and abs(float(point[1])) <= 90 and abs(float(point[2])) <= 180:
        return TypedPlace(point=(float(point[1]), float(point[2])))
    if only := _ONLY_ZIP.match(text):
        return TypedPlace(zip_digits=only[1])
    words = _without_country(text)
    zip_digits = ""
    if is_zip_first := bool(_ZIP.match(words[0]) if len(words) > 1 else False):
        zip_digits, words = words[0], words[1:]
    elif len(words) > 1 and _ZIP.match(words[-1]):
        zip_digits, words = words[-1], words[:-1]
    readings = tuple(_readings(tuple(words)))
    has_number = any(word[0].isdigit() for word in words)
    return TypedPlace(zip_digits, None, readings, is_zip_first, has_number or bool(zip_digits))


def starting_states(typed: str) -> frozenset[str]:
    """States whose name or code begins with what has been typed of it so far."""
    return frozenset(code for name, code in _STATE_BY_NAME.items() if name.startswith(typed))


def _without_country(text: str) -> list[str]:
    # The hyphen of ZIP+4 must outlive folding, which would leave two numbers.
    words = fold(re.sub(r"(\d{5})-\d{4}\b", r"\1", text)).split()
    for country in _COUNTRIES:
        if len(words) > len(country) and tuple(words[-len(country) :]) == country:
            return words[: -len(country)]
    return words


def _readings(words: tuple[str, ...]) -> list[Reading]:
    if not words:
        return []
    readings = [Reading(words, None)]
    if alias := _ALIASES.get("".join(words)):
        readings.insert(0, Reading((alias[1],), frozenset({alias[0]})))
    for count in range(min(3, len(words)), 0, -1):
        if code := _STATE_BY_NAME.get("".join(words[-count:])):
            readings.append(Reading(words[:-count], frozenset({code})))
    if len(readings) == 1 and len(words) > 1 and (begun := starting_states(words[-1])):
        readings.append(Reading(words[:-1], begun))
    return readings
