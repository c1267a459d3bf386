"""The groups of the demo: one that gives a protocol and takes people in as it goes, one that only
meets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from stepwell.actions.demo_cast import actor_of
from stepwell.actions.group_events import Presence, day_of, hold_event
from stepwell.actions.group_places import join_group
from stepwell.actions.groups import NewGroup, make_group
from stepwell.domain.access.actor import Actor
from stepwell.domain.demo import care
from stepwell.domain.demo.care import DemoClient
from stepwell.queries.registers import today_of
from stepwell.queries.schedule import members_on
from stepwell.records.accounts.models import Organization
from stepwell.records.care.models import CareGroup, EpisodeOfCare, GroupEvent

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def load_groups(episodes: Sequence[EpisodeOfCare], harbor: Organization, at: datetime) -> None:
    """episodes: of those in care, in their order. Six weeks of both groups."""
    today = at.astimezone(ZoneInfo(harbor.time_zone)).date()
    first = today - 6 * WEEK
    rolling = NewGroup(
        f"{today:%A} evenings", today.weekday(), time(18), first, protocol="maaez",
        variant="group", first_topic="intro", room="Room 2", places=12,
    )  # fmt: skip
    circle = NewGroup("Morning circle", (today.weekday() + 1) % 7, time(10), first, room="Room 1")
    people = list(zip(care.IN_CARE, episodes, strict=True))
    _run(rolling, "dana", [each for each in people if each[0].in_group], harbor, at)
    _run(circle, "ben", [each for each in people if each[0].in_circle], harbor, at)


def _run(
    new: NewGroup,
    leader: str,
    people: Sequence[tuple[DemoClient, EpisodeOfCare]],
    harbor: Organization,
    at: datetime,
) -> None:
    then, key = at - 7 * WEEK, str(harbor.pk)
    group = CareGroup.objects.get(
        pk=make_group(new, by=actor_of(leader, key, then), at=then),
    )
    for one, episode in people:
        start = at - one.weeks * WEEK + 3 * DAY
        by = actor_of(one.carer, key, start)
        day = max(today_of(by, start), new.starts_on)
        join_group(group.pk, episode.client_id, on=day, by=by, at=start)
    past = GroupEvent.objects.filter(group=group, starts_at__lt=at - DAY).order_by("starts_at")
    for number, event in enumerate(past):
        _hold(event, number, actor_of(leader, key, event.starts_at))


def _hold(event: GroupEvent, number: int, by: Actor) -> None:
    """Of the fourth event one stays away."""
    here = members_on(event.group, day_of(event))
    presences = {
        one.client_id: Presence.MISSED if (number, place) == (3, 0) else Presence.CAME
        for place, one in enumerate(here.order_by("joined_on", "pk"))
    }
    if presences:
        hold_event(event.pk, presences, by=by, at=event.starts_at + timedelta(hours=2))
