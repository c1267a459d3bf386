"""Groups, when they meet and who is in one. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from stepwell.actions.auditing import record_event
from stepwell.actions.client_page import Carer
from stepwell.actions.schedule_reading import colleagues_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.schedule import (
    GroupFacts,
    can_run_group,
    check_can_list_groups,
    check_can_run_group,
)
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.encounters import title_of
from stepwell.domain.care.groups import CancelCause, GroupEventState
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Outcome
from stepwell.queries.clients import clients_visible_to
from stepwell.queries.found import found
from stepwell.queries.protocols import NoSuchProtocol, protocol
from stepwell.queries.registers import today_of
from stepwell.queries.schedule import (
    group_facts,
    groups_of,
    members_on,
)
from stepwell.records.care.models import CareGroup, Encounter, GroupEvent, GroupLeader, GroupMember

COMING = 10


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One line of the list. title: of what it gives, "" for nothing. may_open: see the policy."""

    id: UUID
    name: str
    title: str
    weekday: int
    starts: time
    minutes: int
    room: str
    leaders: tuple[str, ...]
    people: int
    places: int | None
    is_rolling: bool
    ends_on: date | None
    may_open: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    id: UUID
    starts_at: datetime
    minutes: int
    topic: str
    session: str
    room: str
    status: GroupEventState
    cause: CancelCause | None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """may_open: whoever looks may open the record, too."""

    client_id: UUID
    name: str
    code: str
    joined_on: date
    done: int
    needed: int
    may_open: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    line: GroupLine
    video_url: str
    topics: tuple[tuple[str, str], ...]
    leaders: tuple[Carer, ...]
    colleagues: tuple[Carer, ...]
    members: tuple[MemberLine, ...]
    coming: tuple[EventLine, ...]
    past: tuple[EventLine, ...]


@transaction.atomic
def list_groups(*, by: Actor, at: datetime, is_over: bool = False) -> list[GroupLine]:
    """Raises AccessDenied."""
    check_can_list_groups(by)
    today = today_of(by, at)
    over = Q(ends_on__lt=today)
    frame = groups_of(by).filter(over if is_over else ~over | Q(ends_on=None))
    lines = group_lines(frame.order_by("weekday", "starts", "pk"), by, at)
    record_event("record.listed", by=by, at=at, details={"part": "groups", "results": len(lines)})
    return lines


@transaction.atomic
def open_group(group_id: UUID | str, *, by: Actor, at: datetime) -> GroupPage:
    """Raises AccessDenied or NotFound."""
    group = found(groups_of(by), group_id)
    check_can_run_group(by, group_facts(group, by, at))
    given = protocol_given(group)
    members = list(members_on(group, today_of(by, at)))
    record_roster(len(members), by=by, at=at)
    led = GroupLeader.objects.in_force_at(at).filter(group=group).select_related("user")
    leaders = tuple(Carer(one.user_id, one.user.name) for one in led)
    events = group.events.order_by("starts_at")
    held = events.exclude(status=GroupEventState.PLANNED).order_by("-starts_at")[:COMING]
    return GroupPage(
        line=group_lines(groups_of(by).filter(pk=group.pk), by, at)[0],
        video_url=group.video_url,
        topics=tuple((one, title_of(given, one)) for one in group.rotation) if given else (),
        leaders=leaders,
        colleagues=tuple(o for o in colleagues_of(by, at) if o not in leaders),
        members=_members(members, given, by, at),
        coming=tuple(
            event_line(one, given) for one in events.filter(status=GroupEventState.PLANNED)[:COMING]
        ),
        past=tuple(event_line(one, given) for one in held),
    )


def event_line(event: GroupEvent, given: Protocol | None) -> EventLine:
    topic = title_of(given, event.session) if given and event.session else event.session
    return EventLine(
        event.pk,
        event.starts_at,
        event.minutes,
        topic,
        event.session,
        event.room,
        GroupEventState(event.status),
        CancelCause(event.cause) if event.cause else None,
    )


def _members(
    rows: list[GroupMember], given: Protocol | None, by: Actor, at: datetime
) -> tuple[MemberLine, ...]:
    visible = visible_ids(rows, by, at)
    wanted = frozenset(given.sessions) if given else frozenset[str]()
    enrolled = [one.enrollment_id for one in rows if one.enrollment_id]
    had: dict[UUID, set[str]] = {}
    completed = Encounter.objects.standing().filter(
        enrollment__in=enrolled, outcome=Outcome.COMPLETED
    )
    for one in completed:
        had.setdefault(one.client_id, set()).add(one.session)
    lines = (
        MemberLine(
            one.client_id,
            one.client.shown_name,
            reference_of(str(one.client_id)),
            one.joined_on,
            len(had.get(one.client_id, set()) & wanted),
            len(wanted),
            one.client_id in visible,
        )
        for one in rows
    )
    return tuple(sorted(lines, key=lambda one: (one.name.casefold(), str(one.client_id))))


def visible_ids(rows: list[GroupMember], by: Actor, at: datetime) -> set[UUID]:
    ids = [one.client_id for one in rows]
    return set(clients_visible_to(by, at).filter(pk__in=ids).values_list("pk", flat=True))


def group_lines(frame: QuerySet[CareGroup], by: Actor, at: datetime) -> list[GroupLine]:
    today = today_of(by, at)
    here = Q(members__joined_on__lte=today) & (
        Q(members__left_on=None) | Q(members__left_on__gt=today)
    )
    rows = frame.annotate(people=Count("members", filter=here, distinct=True)).prefetch_related(
        "leaders__user"
    )
    return [_line(one, by, at) for one in rows]


def _line(row: CareGroup, by: Actor, at: datetime) -> GroupLine:
    given = protocol_given(row)
    led = [o for o in row.leaders.all() if o.ends_at is None or o.ends_at > at]
    facts = GroupFacts(
        str(row.organization_id), is_leader=any(str(o.user_id) == by.key for o in led)
    )
    return GroupLine(
        row.pk,
        row.name,
        given.words().title if given else "",
        row.weekday,
        row.starts,
        row.minutes,
        row.room,
        tuple(sorted(o.user.name for o in led)),
        row.people,  # type: ignore[attr-defined]
        row.places,
        row.is_rolling,
        row.ends_on,
        can_run_group(by, facts),
    )


def protocol_given(group: CareGroup) -> Protocol | None:
    """None where it gives none, or where the version is not there as it was."""
    if not group.protocol:
        return None
    try:
        given = protocol(group.protocol, group.version)
    except NoSuchProtocol:
        return None
    return given if given.content_hash == group.content_hash else None


def record_roster(results: int, *, by: Actor, at: datetime) -> None:
    record_event("record.listed", by=by, at=at, details={"part": "roster", "results": results})
