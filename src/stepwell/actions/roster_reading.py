"""Who is expected at one event of a group, as what, and who came. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from stepwell.actions.group_events import Presence, day_of, parts_of, presence_of
from stepwell.actions.group_reading import (
    EventLine,
    GroupLine,
    event_line,
    group_lines,
    protocol_given,
    record_roster,
    visible_ids,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.schedule import check_can_run_group
from stepwell.domain.audit.record_kinds import reference_of
from stepwell.domain.care.encounters import title_of
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import AgendaBlock
from stepwell.domain.protocols.rosters import Part
from stepwell.domain.protocols.rules import GraduateReturns
from stepwell.queries.found import found
from stepwell.queries.schedule import group_events_of, group_facts, groups_of, members_on
from stepwell.records.care.models import CareGroup, Encounter, GroupEvent, GroupMember


@dataclass(frozen=True, slots=True)
class RosterLine:
    """Someone expected. marks: by topic "came" or "missed", "" for neither. completes: the title
    of what being there completes. presence: as it is written down, None where it is not."""

    client_id: UUID
    name: str
    code: str
    part: Part
    completes: str
    marks: tuple[str, ...]
    missed_last: bool
    presence: Presence | None
    may_open: bool


@dataclass(frozen=True, slots=True)
class EventPage:
    """columns: titles of the topics, in the order of marks. agenda: of the topic, with its words.
    is_to_come: nothing can be written down yet."""

    group: GroupLine
    event: EventLine
    columns: tuple[tuple[str, str], ...]
    lines: tuple[RosterLine, ...]
    agenda: tuple[tuple[AgendaBlock, str], ...]
    is_to_come: bool


@transaction.atomic
def open_event(event_id: UUID | str, *, by: Actor, at: datetime) -> EventPage:
    """The roster of one event. Raises AccessDenied or NotFound."""
    event = found(group_events_of(by), event_id)
    group = event.group
    check_can_run_group(by, group_facts(group, by, at))
    given = protocol_given(group)
    members = list(members_on(group, day_of(event)))
    record_roster(len(members), by=by, at=at)
    columns = _columns(group, given)
    return EventPage(
        group=group_lines(groups_of(by).filter(pk=group.pk), by, at)[0],
        event=event_line(event, given),
        columns=columns,
        lines=_roster(event, members, [slug for slug, _ in columns], given, by, at),
        agenda=_agenda(given, event.session),
        is_to_come=event.starts_at > at,
    )


def _roster(
    event: GroupEvent,
    members: list[GroupMember],
    columns: list[str],
    given: Protocol | None,
    by: Actor,
    at: datetime,
) -> tuple[RosterLine, ...]:
    parts = parts_of(event, members, day_of(event))
    enrolled = [one.enrollment_id for one in members if one.enrollment_id]
    rows = list(
        Encounter.objects.standing()
        .filter(Q(enrollment__in=enrolled) | Q(group_event=event))
        .order_by("on", "pk")
    )
    visible = visible_ids(members, by, at)
    lines = []
    for member in members:
        mine = [one for one in rows if one.client_id == member.client_id]
        here = next((one for one in mine if one.group_event_id == event.pk), None)
        part, session = parts[member.client_id]
        if here is not None:
            part, session = Part(here.part or Part.TOPIC), here.session
        before = [one for one in mine if one.on < day_of(event)]
        lines.append(
            RosterLine(
                member.client_id,
                member.client.shown_name,
                reference_of(str(member.client_id)),
                part,
                title_of(given, session) if given and session else "",
                tuple(_mark(mine, one) for one in columns),
                bool(before) and before[-1].outcome == Outcome.MISSED,
                presence_of(here) if here else None,
                member.client_id in visible,
            )
        )
    return tuple(sorted(lines, key=lambda one: (one.name.casefold(), str(one.client_id))))


def _mark(rows: list[Encounter], session: str) -> str:
    outcomes = {one.outcome for one in rows if one.session == session}
    if outcomes & {Outcome.COMPLETED, Outcome.PARTIAL}:
        return "came"
    return "missed" if outcomes else ""


def _columns(group: CareGroup, given: Protocol | None) -> tuple[tuple[str, str], ...]:
    """The topics, and behind them what those who finish have at the same time."""
    if given is None:
        return ()
    rules = given.rules(group.variant)
    last = [one.graduate for one in rules if isinstance(one, GraduateReturns)]
    return tuple((one, title_of(given, one)) for one in (*group.rotation, *last))


def _agenda(given: Protocol | None, session: str) -> tuple[tuple[AgendaBlock, str], ...]:
    if given is None or session not in given.sessions:
        return ()
    words = given.words(session)
    return tuple(
        (block, words.of("agenda", block.id).title) for block in given.sessions[session].agenda
    )
