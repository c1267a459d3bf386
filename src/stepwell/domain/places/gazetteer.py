"""Find a place by what a person types, or the place nearest to a point.

Everything is kept as NumPy columns and one block of bytes: names are sorted by their
folded key, so a name or its beginning is found by binary search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import cos, hypot, radians

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from stepwell.domain.places.folding import squeeze
from stepwell.domain.places.lines import LineBlock
from stepwell.domain.places.match import MatchScore, NoPlaceReason, PlaceKind, PlaceMatch
from stepwell.domain.places.packing import DEGREE, PlaceTables, unpack
from stepwell.domain.places.reading import Reading, TypedPlace, read_place
from stepwell.domain.places.states import military_region

KM_PER_DEGREE = 111.2
SAME_PLACE_KM = 5.0
MAX_TYPED_NAME = 60

Rows = NDArray[np.intp]
_NO_ROWS: Rows = np.empty(0, np.intp)


class Gazetteer:
    """ZIPs and places of the United States. Immutable; safe to share between threads."""

    def __init__(self, tables: PlaceTables) -> None:
        self._tables = tables
        self._names = LineBlock(tables.place_names)
        self._keys = LineBlock(squeeze(tables.place_names))
        self._listed = np.flatnonzero(tables.place_listed)
        self._listed_latitude = tables.place_latitude[self._listed] / np.float32(DEGREE)
        self._listed_longitude = tables.place_longitude[self._listed] / np.float32(DEGREE)

    @classmethod
    def parse(cls, data: bytes) -> Gazetteer:
        """Raises: PlacesFileError."""
        return cls(unpack(data))

    def __len__(self) -> int:
        return len(self._tables.place_state)

    def find(self, text: str, *, limit: int = 8, near: str = "") -> tuple[PlaceMatch, ...]:
        """Places that `text` may mean, surest first, then by population.

        Takes a ZIP or the start of one, a name with or without a state, an address
        (answered with its ZIP or town), or "latitude, longitude". Typos are forgiven
        only where nothing else was found. near: the two letters of a state whose
        places come first among equals. Nothing typed, or nonsense: an empty tuple.
        """
        typed = read_place(text)
        if typed.point:
            return self._at_point(*typed.point)
        if typed.zip_digits:
            found = self._by_zip(typed, limit)
            if found or not typed.readings:
                return found
        matches: dict[str, PlaceMatch] = {}
        for match in self._named(typed, limit, near.upper()):
            namesake = matches.get(match.label)
            if namesake and _km(namesake, match) > SAME_PLACE_KM:
                match = self._told_apart(match)
            matches.setdefault(match.label, match)
            if len(matches) >= limit:
                break
        return tuple(matches.values())

    def explain_missing(self, text: str) -> NoPlaceReason | None:
        """Why `find` has nothing for `text`; None when it has, or nothing was typed."""
        typed = read_place(text)
        if not text.strip() or self.find(text, limit=1):
            return None
        if len(typed.zip_digits) != 5:
            return NoPlaceReason.UNKNOWN_PLACE
        code = int(typed.zip_digits)
        if code not in self._tables.unplaced_zips:
            return NoPlaceReason.UNKNOWN_ZIP
        if military_region(typed.zip_digits):
            return NoPlaceReason.MILITARY_ZIP
        return NoPlaceReason.ZIP_WITHOUT_POINT

    def nearest(
        self, latitude: float, longitude: float, *, within_km: float = 100.0
    ) -> PlaceMatch | None:
        """The listed place nearest to a point, or None where there is none so near."""
        east = (self._listed_longitude - np.float32(longitude) + 180) % 360 - 180
        east *= np.float32(np.cos(np.radians(latitude)))
        north = self._listed_latitude - np.float32(latitude)
        squares = east * east + north * north
        best = int(squares.argmin())
        if KM_PER_DEGREE * float(squares[best]) ** 0.5 > within_km:
            return None
        return self._place(int(self._listed[best]), MatchScore.EXACT)

    def _named(self, typed: TypedPlace, limit: int, near: str) -> Iterator[PlaceMatch]:
        """Matches in order; the caller stops when it has enough."""
        found_any = False
        for rows, score in self._row_groups(typed):
            for row in self._ranked(rows, near)[:limit]:
                found_any = True
                yield self._place(int(row), score)
        if not found_any:
            for row, score in self._misspelled(typed.readings, limit, near):
                yield self._place(row, score)

    def _row_groups(self, typed: TypedPlace) -> Iterator[tuple[Rows, float]]:
        readings = typed.readings
        exact = [self._rows(r.key, r.states) for r in readings if r.words]
        yield np.concatenate(exact or [_NO_ROWS]), MatchScore.EXACT
        found = sum(map(len, exact))
        if not found or not typed.is_address:
            begun = [self._rows(r.key, r.states, whole=False) for r in readings if len(r.key) > 1]
            yield np.concatenate(begun or [_NO_ROWS]), MatchScore.BEGINNING
            found += sum(map(len, begun))
        if not found:
            yield self._town_at_end(typed), MatchScore.IN_ADDRESS
        for reading in readings:
            if not reading.words and reading.states:
                yield self._in_states(reading.states), MatchScore.IN_STATE

    def _town_at_end(self, typed: TypedPlace) -> Rows:
        """The longest run of last words that names a town: "214 Main St, New Haven CT"."""
        for reading in sorted(typed.readings, key=lambda r: r.states is None):
            if reading.states is None and not typed.is_address:
                continue
            for start in range(1, len(reading.words)):
                rows = self._rows("".join(reading.words[start:]), reading.states)
                if len(rows):
                    return rows
        return _NO_ROWS

    def _rows(self, key: str, states: frozenset[str] | None, *, whole: bool = True) -> Rows:
        """Findable rows whose key is `key`, or with whole=False begins with it."""
        if not key:
            return _NO_ROWS
        found = self._keys.equal_to(key) if whole else self._keys.starting_with(key)
        return self._filtered(np.arange(found.start, found.stop), states)

    def _filtered(self, rows: Rows, states: frozenset[str] | None) -> Rows:
        rows = rows[~self._tables.mail_only[rows]]
        if states is None:
            return rows
        return rows[self._is_in(rows, states)]

    def _in_states(self, states: frozenset[str]) -> Rows:
        return self._filtered(np.arange(len(self)), states)

    def _ranked(self, rows: Rows, near: str) -> Rows:
        """Places in the state `near` first, then the most people."""
        rows = np.array(sorted(set(rows.tolist())), np.intp)  # np.unique costs 50 ms at first use
        is_far = ~self._is_in(rows, {near})
        return rows[np.lexsort((rows, -self._tables.place_population[rows], is_far))]

    def _misspelled(
        self, readings: Iterable[Reading], limit: int, near: str
    ) -> list[tuple[int, float]]:
        """Rows whose key is one or two typing mistakes away (a swap counts as one)."""
        likely = [(reading, _allowed_mistakes(reading.key)) for reading in readings]
        keys = self._keys.all() if any(allowed for _, allowed in likely) else []
        scored: dict[int, float] = {}
        for reading, allowed in likely:
            if not allowed:
                continue
            candidates = process.extract(
                reading.key, keys, scorer=OSA.distance, score_cutoff=allowed, limit=200
            )
            for _, mistakes, row in candidates:
                if len(self._filtered(np.array([row]), reading.states)):
                    score = MatchScore.TYPO / mistakes
                    scored[row] = max(score, scored.get(row, 0.0))
        ranked = self._ranked(np.array(list(scored), np.intp), near)
        best = sorted(((int(row), scored[int(row)]) for row in ranked), key=lambda pair: -pair[1])
        return best[:limit]

    def _told_apart(self, match: PlaceMatch) -> PlaceMatch:
        """A second place of the same name in the same state, labeled with its nearest ZIP."""
        tables = self._tables
        north = tables.zip_latitude / DEGREE - match.latitude
        east = tables.zip_longitude / DEGREE - match.longitude
        code = f"{tables.zip_code[int((north * north + east * east).argmin())]:05d}"
        return replace(match, label=f"{match.label} ({code})", postal_code=code)

    def _zips(self, digits: str, limit: int) -> tuple[PlaceMatch, ...]:
        """ZIPs that begin with `digits`, most people first; the whole one alone."""
        spread = 10 ** (5 - len(digits))
        start = int(digits) * spread
        low, high = np.searchsorted(self._tables.zip_code, [start, start + spread])
        rows = np.arange(low, high)
        rows = rows[np.lexsort((rows, -self._tables.zip_population[rows]))][:limit]
        score = MatchScore.EXACT if spread == 1 else MatchScore.BEGINNING
        return tuple(self._zip(int(row), score) for row in rows)

    def _by_zip(self, typed: TypedPlace, limit: int) -> tuple[PlaceMatch, ...]:
        """ZIPs for the digits; beside other words, the ZIP and then its town."""
        if not typed.readings:
            return self._zips(typed.zip_digits, limit)
        row = int(np.searchsorted(self._tables.zip_code, int(typed.zip_digits)))
        codes = self._tables.zip_code
        if row == len(codes) or int(codes[row]) != int(typed.zip_digits):
            return ()
        town = int(self._tables.zip_place[row])
        if typed.is_zip_first and self._keys[town].decode() not in {r.key for r in typed.readings}:
            return ()  # the number of a house
        match = self._zip(row, MatchScore.EXACT)
        if self._tables.mail_only[town]:
            return (match,)
        return (match, self._place(town, MatchScore.IN_ADDRESS))[:limit]

    def _at_point(self, latitude: float, longitude: float) -> tuple[PlaceMatch, ...]:
        place = self.nearest(latitude, longitude)
        label = place.label if place else f"{latitude:.2f}, {longitude:.2f}"
        state, people = (place.state, place.population) if place else ("", 0)
        kind = PlaceKind.POINT
        return (PlaceMatch(label, latitude, longitude, kind, state, people, MatchScore.EXACT),)

    def _zip(self, row: int, score: float) -> PlaceMatch:
        tables = self._tables
        code = f"{tables.zip_code[row]:05d}"
        place = int(tables.zip_place[row])
        return PlaceMatch(
            f"{self._label(place)} {code}",
            int(tables.zip_latitude[row]) / DEGREE,
            int(tables.zip_longitude[row]) / DEGREE,
            PlaceKind.ZIP,
            tables.states[tables.place_state[place]],
            int(tables.zip_population[row]),
            score,
            code,
        )

    def _place(self, row: int, score: float) -> PlaceMatch:
        tables = self._tables
        return PlaceMatch(
            self._label(row),
            int(tables.place_latitude[row]) / DEGREE,
            int(tables.place_longitude[row]) / DEGREE,
            PlaceKind.PLACE,
            tables.states[tables.place_state[row]],
            int(tables.place_population[row]),
            score,
        )

    def _label(self, row: int) -> str:
        name = self._names[row].decode()
        state = self._tables.states[self._tables.place_state[row]]
        return f"{name}, {state}" if state else name

    def _is_in(self, rows: Rows, states: Iterable[str]) -> NDArray[np.bool_]:
        wanted = set(states)
        is_wanted = np.array([state in wanted for state in self._tables.states])
        return is_wanted[self._tables.place_state[rows]]


def _allowed_mistakes(key: str) -> int:
    if len(key) > MAX_TYPED_NAME or not key.isalpha():
        return 0
    return 0 if len(key) < 4 else 1 if len(key) < 8 else 2


def _km(one: PlaceMatch, other: PlaceMatch) -> float:
    east = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return KM_PER_DEGREE * hypot(one.latitude - other.latitude, east)
