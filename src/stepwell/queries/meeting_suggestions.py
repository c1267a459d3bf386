"""Meetings of the directory that fit one person, a handful to sample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from stepwell.domain.matching.candidates import Candidate
from stepwell.domain.matching.suggesting import Suggestion, Suggestions, suggest
from stepwell.domain.matching.wishes import Ways, Wishes
from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.query import MeetingQuery, Near, Occurrence
from stepwell.domain.meetings.recurrence import weekday_of
from stepwell.library.matching import fits
from stepwell.queries.directory import WEEK_MINUTES, Directory
from stepwell.queries.places import PlaceAnswer, VisitorPlace, find_place
from stepwell.queries.vocabularies import fellowships, vocabulary

MOST_STARTS = 5000
"""Starts looked at in one week. More are cut by time, the soonest stay."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """meeting: as listed. starts_at: UTC; zone: in which its time is to be read."""

    code: str
    meeting: Meeting
    starts_at: datetime
    zone: str
    distance_km: float | None
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class SuggestedMeetings:
    """place: None where it is unknown, with `problem` in words. found: None without a place and
    without a wish to join from home: then nothing can be said."""

    place: VisitorPlace | None
    problem: str
    found: Suggestions | None
    meetings: tuple[Suggested, ...]


def suggest_meetings(
    near: str, wishes: Wishes, directory: Directory, at: datetime, *, zone: str = ""
) -> SuggestedMeetings:
    """
    Args:
        near: ZIP or town, as typed.
        zone: the person's, where no place tells it.
    """
    at = at.astimezone(UTC).replace(second=0, microsecond=0)
    answer = find_place(near, directory, at) if near.strip() else PlaceAnswer(None)
    if answer.place is None and wishes.ways is not Ways.ONLINE:
        return SuggestedMeetings(None, answer.problem, None, ())
    zone = (answer.place.timezone if answer.place else "") or zone or directory.home_zone
    starts = directory.search(_question(wishes, answer.place, at)).upcoming
    rows = {one.row: one for one in reversed(starts)}
    candidates = {
        found.code: (row, found) for row, found in _candidates(rows.values(), directory, zone)
    }
    found = suggest((one for _, one in candidates.values()), wishes, fits(), at)
    shown = tuple(
        _suggested(each, rows[candidates[each.meeting.code][0]], directory, zone)
        for each in found.meetings
    )
    return SuggestedMeetings(answer.place, answer.problem, found, shown)


def _question(wishes: Wishes, place: VisitorPlace | None, at: datetime) -> MeetingQuery:
    """As wide as the wishes could become, but for distance: what is left out is counted."""
    near = None
    if place is not None and wishes.ways is not Ways.ONLINE:
        near = Near(place.latitude, place.longitude, wishes.max_km)
    return MeetingQuery(
        at=at,
        horizon_minutes=WEEK_MINUTES,
        near=near,
        include_online=wishes.ways is not Ways.IN_PERSON,
        fellowships=_eligible(wishes),
        attendance=_ONLINE if wishes.ways is Ways.ONLINE else _ANY,
        limit=MOST_STARTS,
        with_in_progress=False,
    )


_ONLINE = frozenset({Attendance.ONLINE, Attendance.HYBRID})
_IN_PERSON = frozenset({Attendance.IN_PERSON, Attendance.HYBRID})
_ANY = _ONLINE | _IN_PERSON


def _eligible(wishes: Wishes) -> frozenset[str]:
    return frozenset(fits()) | wishes.fellowships


def _candidates(
    starts: Iterable[Occurrence], directory: Directory, zone: str
) -> Iterator[tuple[int, Candidate]]:
    known, words, tz = fellowships(), vocabulary(), ZoneInfo(zone)
    for one in starts:
        meeting = directory.meeting(one.row)
        local = one.starts_at.astimezone(tz)
        senses = {words.sense(meeting.fellowship, code) for code in meeting.types} - {""}
        listed = known.get(meeting.fellowship)
        yield (
            one.row,
            Candidate(
                code=directory.code(one.row),
                fellowship=meeting.fellowship,
                is_twelve_step=listed.is_twelve_step if listed else True,
                senses=frozenset(senses),
                languages=frozenset(meeting.languages),
                is_in_person=meeting.attendance in _IN_PERSON,
                is_online=meeting.attendance in _ONLINE,
                starts_at=one.starts_at,
                weekday=weekday_of(local.date()),
                start_minute=local.hour * 60 + local.minute,
                distance_km=one.distance_km,
                group=_group(meeting),
                is_monthly=meeting.schedule is not None and meeting.schedule.monthly is not None,
                is_approximate=meeting.place.is_approximate,
            ),
        )


def _group(meeting: Meeting) -> str:
    """The same people: one group by name, or one room of one fellowship."""
    where = meeting.place.address or meeting.online.url
    return f"{meeting.fellowship}|{(meeting.group or meeting.name).casefold()}|{where}"


def _suggested(each: Suggestion, start: Occurrence, directory: Directory, zone: str) -> Suggested:
    meeting = directory.meeting(start.row)
    own = zone if meeting.attendance is Attendance.ONLINE else meeting.timezone
    return Suggested(each.meeting.code, meeting, start.starts_at, own, start.distance_km, each)
