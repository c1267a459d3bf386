"""Groups that meet every week: beginning and closing one, planning, who leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from stepwell.actions.appointments import check_minutes, checked_place
from stepwell.actions.auditing import record_event
from stepwell.actions.care_access import record_care
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.schedule import check_can_make_group, check_can_run_group
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.care.groups import AHEAD, GroupEventState, WeeklyTime, rotation_of, topics_from
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.definition import Protocol
from stepwell.queries.found import found
from stepwell.queries.protocols import NoSuchProtocol, protocol
from stepwell.queries.registers import today_of
from stepwell.queries.schedule import carer_named, group_facts, groups_of
from stepwell.records.care.models import (
    CareGroup,
    GroupEvent,
    GroupLeader,
    GroupMember,
)


@dataclass(frozen=True, slots=True)
class NewGroup:
    """protocol, variant: slugs, "" for a group that gives none. weekday: 0 is Monday.
    first_topic: "" for the first of the rotation.
    """

    name: str
    weekday: int
    starts: time
    starts_on: date
    minutes: int = 90
    ends_on: date | None = None
    protocol: str = ""
    variant: str = ""
    first_topic: str = ""
    room: str = ""
    video_url: str = ""
    places: int | None = None
    is_rolling: bool = True


@transaction.atomic
def make_group(new: NewGroup, *, by: Actor, at: datetime) -> UUID:
    """Whoever begins it leads it, perhaps with others. Its events are planned for half a year.

    Raises:
        AccessDenied: `by` may not.
        CareRefused: something is not fit.
    """
    check_can_make_group(by, by.organization_id)
    if not new.name.strip():
        raise CareRefused("Give the group a name that says nothing to strangers, such as its day.")
    check_minutes(new.minutes)
    if new.ends_on is not None and new.ends_on < new.starts_on:
        raise CareRefused("The group ends before it starts. Check the dates.")
    room, url = checked_place(new.room, new.video_url)
    given = _protocol(new) if new.protocol else None
    group = CareGroup.objects.create(
        organization_id=by.organization_id,
        name=new.name.strip(),
        protocol=new.protocol,
        version=given.version if given else 0,
        content_hash=given.content_hash if given else "",
        variant=new.variant if given else "",
        rotation=list(rotation_of(given, new.variant)) if given else [],
        weekday=new.weekday,
        starts=new.starts,
        minutes=new.minutes,
        room=room,
        video_url=url,
        places=new.places,
        is_rolling=new.is_rolling,
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        made_at=at,
        made_by=by.key,
    )
    _record(group, "made", by=by, at=at)
    _add_leader(group, by.key, by=by, at=at)
    plan_events(group, first_topic=new.first_topic, by=by, at=at)
    return group.pk


def plan_events(group: CareGroup, *, first_topic: str = "", by: Actor, at: datetime) -> int:
    """Events up to half a year ahead, topics going round; how many are new. Whoever calls this has
    asked. Also called whenever an event is settled, so that the calendar never runs dry.
    """
    today = today_of(by, at)
    latest = group.events.order_by("-starts_at").first()
    weekly = WeeklyTime(group.weekday, group.starts, group.organization.time_zone)
    until = max(today, group.starts_on) + AHEAD
    if group.ends_on is not None:
        until = min(until, group.ends_on)
    last_topic = latest.session if latest else _before(group, first_topic)
    topics = topics_from(group.rotation, last_topic)
    new = [
        GroupEvent(
            group=group,
            starts_at=starts,
            minutes=group.minutes,
            session=next(topics),
            room=group.room,
        )
        for starts in weekly.starts_between(group.starts_on, until)
        if latest is None or starts > latest.starts_at
    ]
    GroupEvent.objects.bulk_create(new)
    if new:
        _record(group, "planned", by=by, at=at)
    return len(new)


@transaction.atomic
def close_group(group_id: UUID | str, *, ends_on: date, by: Actor, at: datetime) -> None:
    """Its last day; events planned after it go, and so do the places of those in it.

    Raises AccessDenied, NotFound, or CareRefused where something was held after that day.
    """
    group = group_to_run(group_id, by=by, at=at)
    weekly = WeeklyTime(group.weekday, group.starts, group.organization.time_zone)
    later = [one for one in group.events.all() if one.starts_at > _end_of(weekly, ends_on)]
    if any(one.status == GroupEventState.HELD for one in later):
        raise CareRefused("The group met after that day. Choose a later one.")
    group.events.filter(pk__in=[one.pk for one in later]).delete()
    group.ends_on = ends_on
    group.save(update_fields=["ends_on"])
    for one in GroupMember.objects.filter(group=group, left_on=None):
        one.left_on, one.left_by = ends_on + timedelta(days=1), by.key
        one.save(update_fields=["left_on", "left_by"])
        record_care(one.client_id, "group_place", "ended", by=by, at=at)
    _record(group, "closed", by=by, at=at)


@transaction.atomic
def add_leader(group_id: UUID | str, user_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound, or CareRefused where they lead it already."""
    group = group_to_run(group_id, by=by, at=at)
    _add_leader(group, str(carer_named(by, user_id, at).pk), by=by, at=at)


@transaction.atomic
def end_leader(group_id: UUID | str, user_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound, or CareRefused where nobody would be left."""
    group = group_to_run(group_id, by=by, at=at)
    leads = GroupLeader.objects.in_force_at(at).filter(group=group)
    mine = next((one for one in leads if str(one.user_id) == str(user_id)), None)
    if mine is None:
        raise CareRefused("This person does not lead the group.")
    if leads.count() == 1:
        raise CareRefused("A group needs somebody who leads it. Add someone first.")
    mine.ends_at = at
    mine.save(update_fields=["ends_at"])
    _record(group, "leader_ended", by=by, at=at)


def group_to_run(group_id: UUID | str, *, by: Actor, at: datetime) -> CareGroup:
    """Held for this transaction. Raises AccessDenied or NotFound."""
    frame = groups_of(by).select_related("organization").select_for_update(of=("self",))
    group = found(frame, group_id)
    check_can_run_group(by, group_facts(group, by, at))
    return group


def record_group(group: CareGroup, change: str, *, by: Actor, at: datetime) -> None:
    _record(group, change, by=by, at=at)


def _protocol(new: NewGroup) -> Protocol:
    try:
        given = protocol(new.protocol)
        given.variant(new.variant)
    except (NoSuchProtocol, KeyError):
        raise CareRefused("Choose one of the protocols that are named.") from None
    rotation = rotation_of(given, new.variant)
    if not rotation:
        raise CareRefused("This protocol has no group sessions. Choose another one, or none.")
    if new.first_topic and new.first_topic not in rotation:
        raise CareRefused("The first topic is none of this protocol’s.")
    return given


def _before(group: CareGroup, topic: str) -> str:
    """The topic after which this one comes."""
    if topic not in group.rotation:
        return ""
    before: str = group.rotation[group.rotation.index(topic) - 1]
    return before


def _end_of(weekly: WeeklyTime, day: date) -> datetime:
    """The last start that is on that day or before."""
    starts = list(weekly.starts_between(day - timedelta(days=6), day))
    return starts[-1]


def _add_leader(group: CareGroup, key: str, *, by: Actor, at: datetime) -> None:
    if GroupLeader.objects.filter(group=group, user_id=key, ends_at=None).exists():
        raise CareRefused("This person leads the group already.")
    GroupLeader.objects.create(group=group, user_id=key, starts_at=at, set_by=by.key)
    _record(group, "leader_added", by=by, at=at)


def _record(group: CareGroup, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "group.changed",
        by=by,
        at=at,
        record=RecordRef("care_group", str(group.pk)),
        details={"change": change},
    )
