"""The log of a few weeks: what is known of each day, and who says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from stepwell.actions.care_access import check_care_is_open, record_look
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import can_change_care
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.recovery.log import DayState, Deed, Liking, MeetingMode, Source
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.registers import today_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import CheckIn, DayReport, MeetingAttendance

Row = TypeVar("Row", bound=DayReport | MeetingAttendance | CheckIn)
Entry = TypeVar("Entry")
MOST_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Said:
    """Who says so: source, and who typed it in, by name."""

    source: Source
    recorded_at: datetime
    recorded_by: str

    @property
    def is_own(self) -> bool:
        return self.source is Source.OWN


@dataclass(frozen=True, slots=True)
class DayEntry:
    id: UUID
    state: DayState
    substance: str
    amount: str
    words: str
    said: Said


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    id: UUID
    meeting: str
    fellowship: str
    mode: MeetingMode | None
    liking: Liking | None
    deeds: tuple[Deed, ...]
    words: str
    said: Said
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckInEntry:
    """answers: urge, mood, medicine and what else the app asks, as far as they said."""

    id: UUID
    answers: Mapping[str, object]
    words: str
    said: Said


@dataclass(frozen=True, slots=True)
class LogDay:
    on: date
    reports: tuple[DayEntry, ...] = ()
    meetings: tuple[MeetingEntry, ...] = ()
    check_ins: tuple[CheckInEntry, ...] = ()

    @property
    def whole(self) -> DayEntry | None:
        """What is said of the day as a whole, of no one substance."""
        return next((one for one in self.reports if not one.substance), None)

    @property
    def is_used(self) -> bool:
        return any(one.state is DayState.USED for one in self.reports)


@dataclass(frozen=True, slots=True)
class LogPage:
    """days: the newest first, each one of them, also those nobody has said anything about.

    known, abstinent: how many of the days. last: the last day shown.
    """

    client_id: UUID
    code: str
    name: str
    today: date
    last: date
    days: tuple[LogDay, ...]
    known: int
    abstinent: int
    meetings: int
    may_change: bool


@transaction.atomic
def open_log(
    client_id: UUID | str,
    last: date | None = None,
    *,
    weeks: int = 2,
    by: Actor,
    at: datetime,
) -> LogPage:
    """last: a day up to today; today without it. Raises AccessDenied or NotFound."""
    client = client_of(by, client_id)
    check_care_is_open(client, by=by, at=at, is_change=False)
    record_look(client.pk, "log", by=by, at=at)
    today = today_of(by, at)
    end = min(last or today, today)
    count = min(max(weeks, 1), MOST_WEEKS) * 7
    days = log_days(client, end - timedelta(days=count - 1), end)
    wholes = [one for one in days if one.reports]
    return LogPage(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        name=client.shown_name,
        today=today,
        last=end,
        days=tuple(days),
        known=len(wholes),
        abstinent=sum(
            not one.is_used and any(r.state is DayState.ABSTINENT for r in one.reports)
            for one in wholes
        ),
        meetings=sum(len(one.meetings) for one in days),
        may_change=can_change_care(by, facts_of(client, by, at)),
    )


def log_days(client: Client, first: date, last: date) -> list[LogDay]:
    """Each day of the span, the newest first. Not audited by itself."""
    span = {"client": client, "on__gte": first, "on__lte": last}
    reports = list(DayReport.objects.standing().filter(**span))
    meetings = list(MeetingAttendance.objects.standing().filter(**span))
    check_ins = list(CheckIn.objects.standing().filter(**span))
    every: list[DayReport | MeetingAttendance | CheckIn] = [*reports, *meetings, *check_ins]
    names = names_of(one.recorded_by for one in every)
    spoken = _by_day(reports, lambda one: _report(one, names))
    gone_to = _by_day(meetings, lambda one: _meeting(one, names))
    checked = _by_day(check_ins, lambda one: _check_in(one, names))
    dates = [last - timedelta(days=n) for n in range((last - first).days + 1)]
    return [LogDay(on, spoken[on], gone_to[on], checked[on]) for on in dates]


def _by_day(
    rows: Iterable[Row], entry: Callable[[Row], Entry]
) -> defaultdict[date, tuple[Entry, ...]]:
    found: defaultdict[date, tuple[Entry, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.on] = (*found[row.on], entry(row))
    return found


def _check_in(one: CheckIn, names: Mapping[str, str]) -> CheckInEntry:
    return CheckInEntry(one.pk, one.answers, one.words, _said(one, names))


def _report(one: DayReport, names: Mapping[str, str]) -> DayEntry:
    said = _said(one, names)
    return DayEntry(one.pk, DayState(one.state), one.substance, one.amount, one.words, said)


def _meeting(one: MeetingAttendance, names: Mapping[str, str]) -> MeetingEntry:
    return MeetingEntry(
        one.pk,
        one.meeting,
        one.fellowship,
        MeetingMode(one.mode) if one.mode else None,
        Liking(one.liking) if one.liking else None,
        tuple(Deed(deed) for deed in one.deeds),
        one.words,
        _said(one, names),
        one.told,
    )


def _said(one: DayReport | MeetingAttendance | CheckIn, names: Mapping[str, str]) -> Said:
    return Said(Source(one.source), one.recorded_at, names.get(one.recorded_by, ""))
