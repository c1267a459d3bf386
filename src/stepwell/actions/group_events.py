"""One time that a group meets: its topic, who came, that it was cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.encounter_writing import Happened, settle_courses, strike, write_encounter
from stepwell.actions.groups import plan_events, record_group
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.schedule import check_can_run_group
from stepwell.domain.care.groups import (
    GROUP_EVENTS,
    CancelCause,
    GroupEventEvent,
    GroupEventState,
    topics_from,
)
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.session_runs import EARLY
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.rosters import Part, parts_at_event
from stepwell.queries.enrollments import protocol_of
from stepwell.queries.episodes import open_episode_of
from stepwell.queries.found import found
from stepwell.queries.histories import histories_of
from stepwell.queries.schedule import group_events_of, group_facts, members_on
from stepwell.records.care.models import Encounter, Enrollment, GroupEvent, GroupMember


class Presence(StrEnum):
    """TOLD: they said beforehand that they can't make it."""

    CAME = "came"
    MISSED = "missed"
    TOLD = "told"


@transaction.atomic
@told_last()
def hold_event(
    event_id: UUID | str,
    presences: Mapping[UUID, Presence],
    *,
    skipped: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> None:
    """Who came. Said again, only what differs is struck and written anew.

    Args:
        presences: by client; those left out stay as they are.
        skipped: blocks of the agenda that were left out.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such event.
        CareRefused: it is still to come or cancelled, or someone is not in the group.
    """
    event = event_to_run(event_id, by=by, at=at)
    if event.starts_at > at + EARLY:
        raise CareRefused("This event is still to come.")
    event.status = GROUP_EVENTS.after(GroupEventState(event.status), GroupEventEvent.HOLD)
    on = day_of(event)
    members = {one.client_id: one for one in members_on(event.group, on)}
    if not set(presences) <= set(members):
        raise CareRefused("Someone is not in this group on that day. Open the page again.")
    known = {one.client_id: one for one in Encounter.objects.standing().filter(group_event=event)}
    changed = {
        client: presence
        for client, presence in presences.items()
        if client not in known or presence_of(known[client]) is not presence
    }
    for client in changed.keys() & known.keys():
        strike(known[client], "Said otherwise", by=by, at=at)
    there = [members[one] for one in changed]
    _write(event, on, there, changed, frozenset(skipped), by=by, at=at)
    _settle(event, "hold", by=by, at=at)


@transaction.atomic
@told_last()
def cancel_event(
    event_id: UUID | str,
    cause: CancelCause,
    *,
    moves_topics: bool,
    by: Actor,
    at: datetime,
) -> None:
    """moves_topics: the topic comes next time, and the others after it.

    Raises AccessDenied, NotFound, or CareRefused where it was held.
    """
    event = event_to_run(event_id, by=by, at=at)
    event.status = GROUP_EVENTS.after(GroupEventState(event.status), GroupEventEvent.CANCEL)
    event.cause = cause.value
    if moves_topics:
        _shift_topics(event)
    _settle(event, "cancel", by=by, at=at)


@transaction.atomic
@told_last()
def reopen_event(event_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """It takes place after all. Raises AccessDenied, NotFound, or CareRefused."""
    event = event_to_run(event_id, by=by, at=at)
    event.status = GROUP_EVENTS.after(GroupEventState(event.status), GroupEventEvent.REOPEN)
    event.cause = ""
    _settle(event, "reopen", by=by, at=at)


@transaction.atomic
def set_topic(event_id: UUID | str, session: str, *, by: Actor, at: datetime) -> None:
    """Of one event; the others stay. Raises AccessDenied, NotFound, or CareRefused."""
    event = event_to_run(event_id, by=by, at=at)
    if event.status != GroupEventState.PLANNED:
        raise CareRefused(GROUP_EVENTS.refusals[GroupEventState(event.status)])
    if session not in event.group.rotation:
        raise CareRefused("Choose one of the topics of this group.")
    event.session = session
    event.save(update_fields=["session"])
    record_group(event.group, "topic", by=by, at=at)


def event_to_run(event_id: UUID | str, *, by: Actor, at: datetime) -> GroupEvent:
    """Held for this transaction. Raises AccessDenied or NotFound."""
    event = found(group_events_of(by).select_for_update(of=("self",)), event_id)
    check_can_run_group(by, group_facts(event.group, by, at))
    return event


def day_of(event: GroupEvent) -> date:
    return event.starts_at.astimezone(ZoneInfo(event.group.organization.time_zone)).date()


def presence_of(row: Encounter) -> Presence:
    if row.outcome != Outcome.MISSED:
        return Presence.CAME
    return Presence.TOLD if row.told_before else Presence.MISSED


def parts_of(
    event: GroupEvent, members: list[GroupMember], on: date
) -> dict[UUID, tuple[Part, str]]:
    """By client: as what they come, and the session that being there completes."""
    enrolled = [one for one in members if one.enrollment is not None]
    histories = histories_of([_enrollment(one) for one in enrolled])
    answer = {one.client_id: (Part.TOPIC, "") for one in members if one.enrollment is None}
    for one in enrolled:
        enrollment = _enrollment(one)
        found_parts = parts_at_event(
            protocol_of(enrollment), event.session, {one.client_id: histories[enrollment.pk]}, on
        )
        answer.update(found_parts)
    return answer


def _enrollment(member: GroupMember) -> Enrollment:
    assert member.enrollment is not None
    return member.enrollment


def _write(
    event: GroupEvent,
    on: date,
    members: list[GroupMember],
    presences: Mapping[UUID, Presence],
    skipped: frozenset[str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Who did not come and had nothing to have there missed nothing."""
    parts = parts_of(event, members, on)
    for member in members:
        part, session = parts[member.client_id]
        presence = presences[member.client_id]
        came = presence is Presence.CAME
        episode = (
            member.enrollment.episode
            if member.enrollment is not None
            else open_episode_of(member.client_id)
        )
        if episode is None or (part is Part.NOT_NOW and not came):
            continue
        happened = Happened(
            episode,
            SessionKind.GROUP,
            Outcome.COMPLETED if came else Outcome.MISSED,
            on,
            event.minutes,
            enrollment=member.enrollment,
            session=session,
            part=part.value,
            skipped=_of_session(member, session, skipped) if came else (),
            told_before=presence is Presence.TOLD,
            group_event=event,
        )
        write_encounter(happened, by=by, at=at)
    settle_courses(filter(None, (one.enrollment for one in members)), by=by, at=at)


def _of_session(member: GroupMember, session: str, skipped: frozenset[str]) -> tuple[str, ...]:
    """What of the agenda that was left out belongs to the session this one has."""
    if member.enrollment is None or not session:
        return ()
    agenda = protocol_of(member.enrollment).sessions[session].agenda
    return tuple(one.id for one in agenda if one.id in skipped)


def _shift_topics(event: GroupEvent) -> None:
    later = event.group.events.filter(starts_at__gt=event.starts_at, status=GroupEventState.PLANNED)
    topic = event.session
    topics = topics_from(event.group.rotation, topic)
    for one in later.order_by("starts_at"):
        one.session, topic = topic, next(topics)
        one.save(update_fields=["session"])


def _settle(event: GroupEvent, change: str, *, by: Actor, at: datetime) -> None:
    is_open = event.status == GroupEventState.PLANNED
    event.settled_at, event.settled_by = (None, "") if is_open else (at, by.key)
    event.save(update_fields=["status", "cause", "settled_at", "settled_by"])
    record_group(event.group, change, by=by, at=at)
    plan_events(event.group, by=by, at=at)
