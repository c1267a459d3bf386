"""The search done the slow and plain way: the answers that the index must give.

Shares with the product the domain types and `recurrence` only; folding, edit distance,
great circles and every filter are written a second time here.
"""

from __future__ import annotations

import math
import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.query import MeetingQuery, MeetingResults, Near, Occurrence
from stepwell.domain.meetings.recurrence import in_progress_start, occurrences

Listed = tuple[str, str, Meeting]


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    for letter, plain in (("ø", "o"), ("ł", "l"), ("æ", "ae"), ("œ", "oe"), ("đ", "d")):
        bare = bare.replace(letter, plain)
    return unicodedata.normalize("NFC", bare)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", fold(text).replace("'", "").replace("’", "")))


def listed_words(meeting: Meeting, fellowship_name: str) -> set[str]:
    place = meeting.place
    texts = (meeting.name, meeting.group, meeting.notes, place.name, place.address, place.city)
    return words_of(" ".join((*texts, *meeting.regions, meeting.fellowship, fellowship_name)))


def edits_between(left: str, right: str) -> int:
    """Insertions, deletions, changes and swaps of neighbors, each letter edited once."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, start=1):
        row = [i]
        for j, b in enumerate(right, start=1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def meters_between(near: Near, latitude: float, longitude: float) -> int:
    """Coordinates as the index keeps them: 32-bit floats, less than a meter off."""
    latitude, longitude = struct.unpack("ff", struct.pack("ff", latitude, longitude))
    here, there = math.radians(near.latitude), math.radians(latitude)
    a = math.sin((there - here) / 2) ** 2
    b = math.sin(math.radians(longitude - near.longitude) / 2) ** 2
    haversine = a + math.cos(here) * math.cos(there) * b
    return round(2 * 6371008.8 * math.asin(math.sqrt(min(1.0, haversine))))


@dataclass(frozen=True)
class BruteForce:
    listed: Sequence[Listed]
    row_of: Callable[[str], int | None]
    fellowship_names: dict[str, str]

    def search(self, query: MeetingQuery) -> MeetingResults:
        rank = 1 if any(not self._is_exact(word) for word in words_of(query.words)) else 0
        upcoming, in_progress = [], []
        for row, meeting, meters in self._matching(query, query.attendance):
            for starts_at, ends_at in self._starts(meeting, query):
                upcoming.append(
                    ((starts_at, _last(meters), row), _found(row, starts_at, ends_at, meters, rank))
                )
            began = self._began(meeting, query)
            if began is not None:
                ends_at = began + timedelta(minutes=meeting.schedule.duration_minutes)  # type: ignore[union-attr]
                key = (query.at - began, _last(meters), row)
                in_progress.append((key, _found(row, began, ends_at, meters, rank)))
        upcoming.sort(key=lambda pair: pair[0])
        in_progress.sort(key=lambda pair: pair[0])
        facets = self._facets({one.row for _, one in upcoming}) if query.with_facets else {}
        return MeetingResults(
            in_progress=tuple(one for _, one in in_progress[: query.limit]),
            upcoming=tuple(one for _, one in upcoming[query.offset : query.offset + query.limit]),
            total=len(upcoming),
            facets=facets,
            in_progress_total=len(in_progress),
        )

    def search_unscheduled(self, query: MeetingQuery) -> tuple[int, ...]:
        states = query.attendance
        states = states | {Attendance.BY_APPOINTMENT} if states else states
        found = [
            (_last(meters), row)
            for row, meeting, meters in self._matching(query, states)
            if meeting.schedule is None
        ]
        return tuple(row for _, row in sorted(found)[: query.limit])

    def search_nearest(self, query: MeetingQuery) -> tuple[tuple[int, ...], int]:
        found = [
            (_last(meters), row)
            for row, meeting, meters in self._matching(query, query.attendance)
            if meeting.schedule is not None
        ]
        return tuple(row for _, row in sorted(found)[: query.limit]), len(found)

    def _matching(
        self, query: MeetingQuery, states: Iterable[Attendance]
    ) -> Iterator[tuple[int, Meeting, int | None]]:
        wanted = {word: self._is_prefix(word) for word in words_of(query.words)}
        for public_id, _, meeting in self.listed:
            row = self.row_of(public_id)
            assert row is not None
            meters = _meters(query, meeting)
            if (
                (not states or meeting.attendance in states)
                and (not query.fellowships or meeting.fellowship in query.fellowships)
                and (not query.languages or query.languages & set(meeting.languages))
                and _types_fit(query, set(meeting.types))
                and _is_in_region(query.region, meeting)
                and _is_near(query, meeting, meters)
                and self._words_fit(wanted, public_id)
            ):
                yield row, meeting, meters

    def _starts(self, meeting: Meeting, query: MeetingQuery) -> Iterator[tuple[datetime, datetime]]:
        if meeting.schedule is not None and _day_and_time_fit(query, meeting):
            end = query.at + timedelta(minutes=query.horizon_minutes)
            yield from occurrences(meeting.schedule, meeting.timezone, query.at, end)

    def _began(self, meeting: Meeting, query: MeetingQuery) -> datetime | None:
        if meeting.schedule is None or not query.with_in_progress:
            return None
        if not _day_and_time_fit(query, meeting):
            return None
        return in_progress_start(meeting.schedule, meeting.timezone, query.at)

    @cached_property
    def _words(self) -> dict[str, set[str]]:
        return {
            public_id: listed_words(meeting, self.fellowship_names.get(meeting.fellowship, ""))
            for public_id, _, meeting in self.listed
        }

    @cached_property
    def _vocabulary(self) -> set[str]:
        return set().union(*self._words.values())

    def _is_prefix(self, word: str) -> bool:
        return any(known.startswith(word) for known in self._vocabulary)

    def _is_exact(self, word: str) -> bool:
        if self._is_prefix(word):
            return True
        return not any(_is_similar(word, known) for known in self._vocabulary)

    def _words_fit(self, wanted: dict[str, bool], public_id: str) -> bool:
        """wanted: word -> whether it equals or begins a word of the directory."""
        mine = self._words[public_id]
        return all(
            any(one.startswith(word) if is_prefix else _is_similar(word, one) for one in mine)
            for word, is_prefix in wanted.items()
        )

    def _facets(self, rows: set[int]) -> dict[str, dict[str, int]]:
        counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("fellowship", "type", "attendance", "language", "weekday")
        }
        for public_id, _, meeting in self.listed:
            if self.row_of(public_id) in rows:
                counts["fellowship"][meeting.fellowship] += 1
                counts["attendance"][meeting.attendance.value] += 1
                counts["type"].update(set(meeting.types))
                counts["language"].update(set(meeting.languages))
                assert meeting.schedule is not None
                counts["weekday"][str(meeting.schedule.weekday)] += 1
        return {name: dict(count) for name, count in counts.items()}


def _found(
    row: int, starts_at: datetime, ends_at: datetime, meters: int | None, rank: int
) -> Occurrence:
    return Occurrence(row, starts_at, ends_at, None if meters is None else meters / 1000, rank)


def _last(meters: int | None) -> float:
    return math.inf if meters is None else meters


def _is_similar(word: str, known: str) -> bool:
    if len(word) < 4 or any(character.isdigit() for character in word) or not known.isalpha():
        return False
    return edits_between(word, known) <= (2 if len(word) >= 8 else 1)


def _types_fit(query: MeetingQuery, types: set[str]) -> bool:
    wanted = query.types
    return (
        wanted.all_of <= types
        and (not wanted.any_of or bool(wanted.any_of & types))
        and not wanted.none_of & types
    )


def _is_in_region(path: str, meeting: Meeting) -> bool:
    wanted = [fold(part.strip()) for part in path.split(">") if part.strip()]
    return [fold(part.strip()) for part in meeting.regions][: len(wanted)] == wanted


def _meters(query: MeetingQuery, meeting: Meeting) -> int | None:
    place = meeting.place
    if query.near is None or meeting.attendance is Attendance.ONLINE:
        return None
    if place.latitude is None or place.longitude is None:
        return None
    return meters_between(query.near, place.latitude, place.longitude)


def _is_near(query: MeetingQuery, meeting: Meeting, meters: int | None) -> bool:
    if query.near is None:
        return True
    if meeting.attendance is Attendance.ONLINE:
        return query.include_online
    return meters is not None and meters <= query.near.radius_km * 1000


def _day_and_time_fit(query: MeetingQuery, meeting: Meeting) -> bool:
    schedule = meeting.schedule
    assert schedule is not None
    if query.weekdays and schedule.weekday not in query.weekdays:
        return False
    if not query.time_windows:
        return True
    for window in query.time_windows:
        length = (window.to_minute - window.from_minute) % 1440 or 1440
        if (schedule.start_minute - window.from_minute) % 1440 < length:
            return True
    return False
