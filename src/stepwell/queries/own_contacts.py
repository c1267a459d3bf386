"""When someone is next expected at their program, alone or in a group. Not audited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from stepwell.domain.care.appointments import AppointmentState
from stepwell.domain.care.groups import GroupEventState
from stepwell.records.care.models import Appointment, GroupEvent, GroupMember
from stepwell.records.people.models import Client

MOST = 5
LONGEST = timedelta(hours=12)
"""A contact that has begun is told until it is over."""


@dataclass(frozen=True, slots=True)
class OwnContact:
    """kind: a slug of AppointmentKind, or "group". with_whom: a first name, "" for a group. Neither
    the topic nor a group's name: a glance at the phone tells nothing."""

    starts_at: datetime
    minutes: int
    kind: str
    room: str
    video_url: str
    with_whom: str


def next_contacts(client: Client, at: datetime) -> tuple[OwnContact, ...]:
    """The soonest first, those going on among them."""
    found = [*_appointments(client, at), *_groups(client, at)]
    coming = (one for one in found if one.starts_at + timedelta(minutes=one.minutes) > at)
    return tuple(sorted(coming, key=lambda one: (one.starts_at, one.kind))[:MOST])


def first_name(name: str) -> str:
    return name.split()[0] if name.split() else ""


def _appointments(client: Client, at: datetime) -> Iterator[OwnContact]:
    rows = Appointment.objects.filter(
        client=client, status=AppointmentState.BOOKED, starts_at__gt=at - LONGEST
    ).select_related("staff")
    for one in rows.order_by("starts_at", "pk")[: MOST * 2]:
        whom = first_name(one.staff.name) if one.staff else ""
        yield OwnContact(one.starts_at, one.minutes, one.kind, one.room, one.video_url, whom)


def _groups(client: Client, at: datetime) -> Iterator[OwnContact]:
    """Of each group, the times that fall into the days on which the person belongs to it."""
    zone = ZoneInfo(client.organization.time_zone)
    for place in GroupMember.objects.filter(client=client):
        events = GroupEvent.objects.filter(
            group=place.group_id, status=GroupEventState.PLANNED, starts_at__gt=at - LONGEST
        )
        own = (
            one
            for one in events.order_by("starts_at")[: MOST * 2]
            if place.joined_on <= (day := one.starts_at.astimezone(zone).date())
            and (place.left_on is None or day < place.left_on)
        )
        for one in islice(own, MOST):
            yield OwnContact(one.starts_at, one.minutes, "group", one.room, "", "")
