"""The last weeks of one client on one line: sessions, meetings and days. Not audited here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stepwell.domain.caseload.spans import (
    WEEKS,
    DayMark,
    DaysCounted,
    WeekOfMeetings,
    counted_days,
    first_monday,
    strip_of,
    weeks_of,
)
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.recovery.log import DayState
from stepwell.queries.caseload_facts import DAY, days_of, meetings_since
from stepwell.records.care.models import Encounter


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One week in numbers. held, missed: sessions."""

    week: WeekOfMeetings
    days: DaysCounted
    held: int
    missed: int


@dataclass(frozen=True, slots=True)
class ClientWeeks:
    """The oldest first. days: from the first Monday to today. sessions: day, and whether they
    came."""

    today: date
    weeks: tuple[WeekOfMeetings, ...]
    days: tuple[DayMark, ...]
    counted: DaysCounted
    sessions: tuple[tuple[date, bool], ...]

    @property
    def is_empty(self) -> bool:
        return not (self.counted.known or self.sessions or self.meetings)

    @property
    def meetings(self) -> int:
        return sum(one.meetings for one in self.weeks)

    @property
    def last_use(self) -> date | None:
        """In these weeks."""
        return max((one.on for one in self.days if one.state is DayState.USED), default=None)

    @property
    def lines(self) -> list[WeekLine]:
        """The same week by week, for a table."""
        lines = []
        for week in self.weeks:
            span = range(7)
            inside = {week.monday + n * DAY for n in span}
            came = [was_held for on, was_held in self.sessions if on in inside]
            marks = [one for one in self.days if one.on in inside]
            lines.append(WeekLine(week, counted_days(marks), sum(came), len(came) - sum(came)))
        return lines


def weeks_of_client(client_id: UUID, today: date, weeks: int = WEEKS) -> ClientWeeks:
    first = first_monday(today, weeks)
    ids = [client_id]
    days = strip_of(days_of(ids, first, today).get(client_id, {}), today, (today - first).days + 1)
    rows = (
        Encounter.objects.standing()
        .filter(client=client_id, on__gte=first, on__lte=today)
        .order_by("on", "pk")
    )
    return ClientWeeks(
        today,
        weeks_of(meetings_since(ids, first).get(client_id, ()), today, weeks),
        days,
        counted_days(days),
        tuple((on, out != Outcome.MISSED) for on, out in rows.values_list("on", "outcome")),
    )
