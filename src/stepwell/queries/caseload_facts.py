"""What flags are made of, for many clients in the same few queries however many there are.

What is sealed is opened only where a flag needs it: the states of the last days, what a check-in
says, and which protocol someone is in. Not audited here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, Q

from stepwell.domain.care.appointments import AppointmentState
from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.care.groups import GroupEventState
from stepwell.domain.caseload.facts import CaseFacts, CourseFacts, OpenPath, state_of_day
from stepwell.domain.caseload.rules import FlagRule, MissedRule, NoMeetingRule, ReturnRule, UrgeRule
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.standing import due_after, ending_of
from stepwell.domain.recovery.log import DayState
from stepwell.domain.safety.paths import PathStatus
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.records.care.models import (
    Appointment,
    Encounter,
    Enrollment,
    GroupEvent,
    GroupMember,
    ProgressNote,
    SafetyPath,
)
from stepwell.records.recovery.models import CheckIn, DayReport, MeetingAttendance

Value = TypeVar("Value")
DAY = timedelta(days=1)
FOUR_WEEKS = 28


@dataclass(frozen=True, slots=True)
class When:
    """today: on the program's calendar, which `zone` is for."""

    at: datetime
    today: date
    zone: ZoneInfo

    @property
    def midnight(self) -> datetime:
        """When today began."""
        return datetime.combine(self.today, time(), tzinfo=self.zone)

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Bulk:
    """By client. next_at: of the next appointment or group. recent: meetings in four weeks."""

    facts: dict[UUID, CaseFacts]
    next_at: dict[UUID, datetime]
    recent: dict[UUID, int]
    enrollments: dict[UUID, list[Enrollment]] = field(default_factory=dict)


def when_is(zone: str, at: datetime) -> When:
    here = ZoneInfo(zone)
    return When(at, at.astimezone(here).date(), here)


def bulk_facts(ids: Sequence[UUID], rules: Sequence[FlagRule], when: When) -> Bulk:
    """ids: of clients whose clinical records may be read."""
    next_at = _next_times(ids, when)
    held = _last_held(ids)
    enrollments = active_enrollments(ids)
    days = days_of(ids, when.today - _days_back(rules) * DAY, when.today)
    urges, paths = _urges(ids, rules, when), _paths(ids, when)
    gone_to, recent = _meetings(ids, rules, when)
    missed, unsigned = _missed(ids, rules, when), _unsigned(ids)
    facts = {
        one: CaseFacts(
            paths=tuple(paths.get(one, ())),
            days=days.get(one, {}),
            urges=tuple(urges.get(one, ())),
            meetings_on=tuple(gone_to.get(one, ())),
            missed_on=missed.get(one),
            last_held_on=max((on for on in held.get(one, {}).values()), default=None),
            next_on=when.day_of(next_at[one]) if one in next_at else None,
            courses=tuple(
                _course(row, held.get(one, {}).get(row.pk), when.today)
                for row in enrollments.get(one, ())
            ),
            unsigned_on=tuple(unsigned.get(one, ())),
        )
        for one in ids
    }
    return Bulk(facts, next_at, recent, enrollments)


def days_of(ids: Sequence[UUID], first: date, last: date) -> dict[UUID, dict[date, DayState]]:
    """What is known of each day; a day without an entry is unknown."""
    rows = (
        DayReport.objects.standing()
        .filter(client__in=ids, on__gte=first, on__lte=last)
        .order_by()
        .only("pk", "client_id", "on", "state")
    )
    said: dict[UUID, dict[date, list[DayState]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        said[row.client_id][row.on].append(DayState(row.state))
    return {
        client: {on: state for on, states in days.items() if (state := state_of_day(states))}
        for client, days in said.items()
    }


def meetings_since(ids: Sequence[UUID], first: date) -> dict[UUID, list[date]]:
    """A day for each meeting."""
    rows = MeetingAttendance.objects.standing().filter(client__in=ids, on__gte=first)
    return _grouped(rows.order_by().values_list("client_id", "on"))


def active_enrollments(ids: Sequence[UUID]) -> dict[UUID, list[Enrollment]]:
    rows = Enrollment.objects.filter(
        episode__client__in=ids, episode__ended_on=None, status=EnrollmentState.ACTIVE
    ).select_related("episode__client__organization")
    found: dict[UUID, list[Enrollment]] = defaultdict(list)
    for row in rows.order_by("enrolled_at", "pk"):
        found[row.episode.client_id].append(row)
    return found


def _course(row: Enrollment, held_on: date | None, today: date) -> CourseFacts:
    """Where its files are gone, nothing is said of what is due."""
    try:
        given = protocol_of(row)
    except ProtocolGone:
        return CourseFacts(row.protocol, row.protocol)
    words = given.words()
    due = due_after(given, row.variant, held_on or row.enrolled_on, today)
    ending = ending_of(given, row.variant, row.enrolled_on, today)
    return CourseFacts(
        row.protocol,
        words.title,
        due,
        words.of("sequence", due.rule).title if due else "",
        ending,
        words.of("sequence", ending.rule).title if ending else "",
    )


def _days_back(rules: Iterable[FlagRule]) -> int:
    return max(
        (one.within_days + one.before_days for one in rules if isinstance(one, ReturnRule)),
        default=0,
    )


def _paths(ids: Sequence[UUID], when: When) -> dict[UUID, list[OpenPath]]:
    rows = SafetyPath.objects.filter(client__in=ids).exclude(status=PathStatus.CLOSED).order_by()
    return _grouped(
        (client, OpenPath(when.day_of(opened), status == PathStatus.TO_SIGN_OFF))
        for client, opened, status in rows.values_list("client_id", "opened_at", "status")
        if client
    )


def _urges(
    ids: Sequence[UUID], rules: Iterable[FlagRule], when: When
) -> dict[UUID, list[tuple[date, int]]]:
    back = max((one.within_days for one in rules if isinstance(one, UrgeRule)), default=0)
    rows = (
        CheckIn.objects.standing()
        .filter(client__in=ids, on__gt=when.today - back * DAY, on__lte=when.today)
        .order_by()
        .only("pk", "client_id", "on", "answers")
    )
    return _grouped(
        (row.client_id, (row.on, urge))
        for row in rows
        if isinstance(urge := row.answers.get("urge"), int)
    )


def _meetings(
    ids: Sequence[UUID], rules: Iterable[FlagRule], when: When
) -> tuple[dict[UUID, list[date]], dict[UUID, int]]:
    """All days only of those who have not gone for a while, and how often everyone went lately."""
    rule = next((one for one in rules if isinstance(one, NoMeetingRule)), None)
    back = max(rule.looked_back_days if rule else 0, FOUR_WEEKS)
    is_recent = Q(on__gt=when.today - FOUR_WEEKS * DAY)
    rows = list(
        MeetingAttendance.objects.standing()
        .filter(client__in=ids, on__gte=when.today - back * DAY, on__lte=when.today)
        .order_by()
        .values("client_id")
        .annotate(last=Max("on"), recent=Count("pk", filter=is_recent))
        .values_list("client_id", "last", "recent")
    )
    recent = {client: count for client, _last, count in rows}
    if rule is None:
        return {}, recent
    quiet = [one for one, last, _n in rows if last <= when.today - rule.without_days * DAY]
    weeks = rule.weeks_with * 7
    return meetings_since(quiet, when.today - (back + weeks) * DAY), recent


def _last_held(ids: Sequence[UUID]) -> dict[UUID, dict[UUID | None, date]]:
    """By client and by enrollment, None for contacts outside of any."""
    rows = (
        Encounter.objects.standing()
        .filter(client__in=ids)
        .exclude(outcome=Outcome.MISSED)
        .order_by()
        .values("client_id", "enrollment_id")
        .annotate(last=Max("on"))
        .values_list("client_id", "enrollment_id", "last")
    )
    found: dict[UUID, dict[UUID | None, date]] = defaultdict(dict)
    for client, enrollment, last in rows:
        found[client][enrollment] = last
    return found


def _missed(ids: Sequence[UUID], rules: Iterable[FlagRule], when: When) -> dict[UUID, date]:
    """The last time that they did not come and had not said so before."""
    back = max((one.within_days for one in rules if isinstance(one, MissedRule)), default=0)
    since = when.midnight - back * DAY
    appointments = Appointment.objects.filter(
        client__in=ids, status=AppointmentState.MISSED, starts_at__gte=since
    )
    encounters = Encounter.objects.standing().filter(
        client__in=ids, outcome=Outcome.MISSED, told_before=False, on__gte=when.day_of(since)
    )
    found: dict[UUID, date] = {}
    for client, at in appointments.order_by().values_list("client_id", "starts_at"):
        found[client] = max(found.get(client, date.min), when.day_of(at))
    for client, on in encounters.order_by().values_list("client_id", "on"):
        found[client] = max(found.get(client, date.min), on)
    return found


def _unsigned(ids: Sequence[UUID]) -> dict[UUID, list[date]]:
    rows = ProgressNote.objects.filter(
        client__in=ids, signed_at=None, encounter__struck_at=None
    ).order_by()
    return _grouped(rows.values_list("client_id", "encounter__on"))


def _next_times(ids: Sequence[UUID], when: When) -> dict[UUID, datetime]:
    """From this morning on, so that what is on today stays until it is settled."""
    booked = (
        Appointment.objects.filter(
            client__in=ids, status=AppointmentState.BOOKED, starts_at__gte=when.midnight
        )
        .order_by()
        .values("client_id")
        .annotate(first=Min("starts_at"))
    )
    found = dict(booked.values_list("client_id", "first"))
    places = GroupMember.objects.on(when.today).filter(client__in=ids).order_by()
    pairs = list(places.values_list("client_id", "group_id"))
    events = (
        GroupEvent.objects.filter(
            group__in={group for _client, group in pairs},
            status=GroupEventState.PLANNED,
            starts_at__gte=when.midnight,
        )
        .order_by()
        .values("group_id")
        .annotate(first=Min("starts_at"))
    )
    by_group = dict(events.values_list("group_id", "first"))
    for client, group in pairs:
        if group in by_group:
            found[client] = min(found.get(client, by_group[group]), by_group[group])
    return found


def _grouped(pairs: Iterable[tuple[UUID, Value]]) -> dict[UUID, list[Value]]:
    found: dict[UUID, list[Value]] = defaultdict(list)
    for client, value in pairs:
        found[client].append(value)
    return found
