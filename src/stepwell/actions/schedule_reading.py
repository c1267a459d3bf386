"""The schedule of a few days, and one appointment. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Prefetch, Q

from stepwell.actions.auditing import record_event
from stepwell.actions.care_access import record_look
from stepwell.actions.client_page import Carer
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.care import can_change_care
from stepwell.domain.access.policies.clients import can_see_client
from stepwell.domain.access.policies.schedule import (
    check_can_book,
    check_can_see_schedule,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.appointments import AppointmentKind, AppointmentState
from stepwell.domain.care.encounters import title_of
from stepwell.domain.care.groups import GroupEventState
from stepwell.queries.clients import facts_of
from stepwell.queries.enrollments import ProtocolGone, protocol_of
from stepwell.queries.found import found
from stepwell.queries.organizations import organization_of
from stepwell.queries.schedule import (
    appointments_of,
    appointments_seen_by,
    events_led_by,
    group_events_of,
)
from stepwell.queries.staff_members import carers_of
from stepwell.records.care.models import Appointment, GroupEvent, GroupMember

MOST_DAYS = 14


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """code: stands for the name in titles. staff: with whom."""

    id: UUID
    client_id: UUID
    name: str
    code: str
    kind: AppointmentKind
    starts_at: datetime
    minutes: int
    room: str
    has_video: bool
    status: AppointmentState
    staff: str
    is_own: bool

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """expected: how many are in the group then. may_open: the actor leads it, or supervises."""

    id: UUID
    group_id: UUID
    name: str
    starts_at: datetime
    minutes: int
    room: str
    status: GroupEventState
    expected: int
    leaders: tuple[str, ...]
    is_own: bool
    may_open: bool

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class DayRows:
    on: date
    appointments: tuple[AppointmentRow, ...]
    groups: tuple[GroupRow, ...]

    @property
    def rows(self) -> list[AppointmentRow | GroupRow]:
        """Both, by time."""
        return sorted([*self.appointments, *self.groups], key=lambda one: one.starts_at)


@dataclass(frozen=True, slots=True)
class AppointmentPage:
    """session: its title, for those who may see why someone comes. may_record: write down what
    happened. colleagues: with whom it could be instead."""

    row: AppointmentRow
    session: str
    session_slug: str
    enrollment_id: UUID | None
    video_url: str
    words: str
    staff_id: UUID | None
    moved_to: UUID | None
    makes_up: datetime | None
    may_record: bool
    may_open_client: bool
    colleagues: tuple[Carer, ...]


@transaction.atomic
def open_schedule(
    first: date | None = None, *, days: int = 1, whose: str = "", by: Actor, at: datetime
) -> list[DayRows]:
    """
    Args:
        first: a day of the program; today without it.
        days: at most a fortnight.
        whose: "own" for one's own only.

    Raises:
        AccessDenied.
    """
    check_can_see_schedule(by)
    zone = ZoneInfo(organization_of(by).time_zone)
    start = first or at.astimezone(zone).date()
    dates = [start + timedelta(days=n) for n in range(min(days, MOST_DAYS))]
    begins = datetime.combine(dates[0], time(), tzinfo=zone)
    ends = datetime.combine(dates[-1] + timedelta(days=1), time(), tzinfo=zone)
    span = Q(starts_at__gte=begins, starts_at__lt=ends)
    frame = appointments_seen_by(by, at).filter(span).exclude(status=AppointmentState.MOVED)
    if whose == "own":
        frame = frame.filter(staff_id=UUID(by.key))
    appointments = [appointment_row(one, by) for one in frame.order_by("starts_at")]
    groups = _groups(span, whose, by)
    record_event(
        "record.listed",
        by=by,
        at=at,
        details={"part": "schedule", "results": len(appointments)},
    )
    return [
        DayRows(
            day,
            tuple(o for o in appointments if o.starts_at.astimezone(zone).date() == day),
            tuple(o for o in groups if o.starts_at.astimezone(zone).date() == day),
        )
        for day in dates
    ]


@transaction.atomic
def open_appointment(appointment_id: UUID | str, *, by: Actor, at: datetime) -> AppointmentPage:
    """Raises AccessDenied or NotFound."""
    row = found(
        appointments_of(by).select_related(
            "enrollment__episode__client__organization", "moved_to", "makes_up"
        ),
        appointment_id,
    )
    facts = facts_of(row.client, by, at)
    check_can_book(by, facts, is_with_self=str(row.staff_id) == by.key)
    may_record = can_change_care(by, facts)
    record_look(row.client_id, "appointment", by=by, at=at)
    moved_to = getattr(row, "moved_to", None)
    return AppointmentPage(
        row=appointment_row(row, by),
        session=_session_title(row) if may_record else "",
        session_slug=row.session if may_record else "",
        enrollment_id=row.enrollment_id if may_record else None,
        video_url=row.video_url,
        words=row.words if may_record else "",
        staff_id=row.staff_id,
        moved_to=moved_to.pk if moved_to else None,
        makes_up=row.makes_up.starts_at if row.makes_up else None,
        may_record=may_record,
        may_open_client=can_see_client(by, facts),
        colleagues=colleagues_of(by, at),
    )


def colleagues_of(by: Actor, at: datetime) -> tuple[Carer, ...]:
    """Who sees clients here, by name."""
    found_ones = (Carer(one.pk, one.name) for one in carers_of(by.organization_id, at))
    return tuple(sorted(found_ones, key=lambda one: (one.name.casefold(), str(one.id))))


def appointment_row(row: Appointment, by: Actor) -> AppointmentRow:
    return AppointmentRow(
        row.pk,
        row.client_id,
        row.client.shown_name,
        reference_of(str(row.client_id)),
        AppointmentKind(row.kind),
        row.starts_at,
        row.minutes,
        row.room,
        bool(row.video_url),
        AppointmentState(row.status),
        row.staff.name if row.staff else "",
        str(row.staff_id) == by.key,
    )


def _session_title(row: Appointment) -> str:
    if row.enrollment is None or not row.session:
        return ""
    try:
        return title_of(protocol_of(row.enrollment), row.session)
    except ProtocolGone:
        return row.session


def _groups(span: Q, whose: str, by: Actor) -> list[GroupRow]:
    """Of the whole program: when a group meets is no secret among those who work there."""
    own = set(events_led_by(by.key, by.organization_id).filter(span).values_list("pk", flat=True))
    frame = group_events_of(by).filter(span)
    if whose == "own":
        frame = frame.filter(pk__in=own)
    present = GroupMember.objects.filter(client__merged_into=None, client__erased_at=None)
    rows = frame.order_by("starts_at").prefetch_related(
        "group__leaders__user", Prefetch("group__members", queryset=present)
    )
    sees_all = Role.SUPERVISOR in by.roles
    return [_group_row(one, own, sees_all) for one in rows]


def _group_row(event: GroupEvent, own: set[UUID], sees_all: bool) -> GroupRow:
    on = event.starts_at.astimezone(ZoneInfo(event.group.organization.time_zone)).date()
    expected = sum(
        one.joined_on <= on and (one.left_on is None or one.left_on > on)
        for one in event.group.members.all()
    )
    leaders = (
        one.user.name
        for one in event.group.leaders.all()
        if one.ends_at is None or one.ends_at > event.starts_at
    )
    return GroupRow(
        event.pk,
        event.group_id,
        event.group.name,
        event.starts_at,
        event.minutes,
        event.room,
        GroupEventState(event.status),
        expected,
        tuple(sorted(leaders)),
        event.pk in own,
        sees_all or event.pk in own,
    )
