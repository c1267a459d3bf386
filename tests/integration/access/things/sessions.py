from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import Arguments, NamesIt, Sends, one_client, one_thing
from stepwell.records.care.models import (
    CareGroup,
    Encounter,
    EpisodeOfCare,
    GroupEvent,
    GroupLeader,
    SessionRun,
)

if TYPE_CHECKING:
    from integration.access.world import World


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """One that is open, one that has ended; a group’s event, and a session it had."""
    organization = cast.organizations[slug]
    first, second, counselor = (
        ("ana", "noel", "ben") if slug == "harbor" else ("una", "una", "cleo")
    )
    key = str(cast.users[counselor].pk)
    common = {"organization": organization, "kind": "individual", "started_by": key}
    event = _event(cast, slug, counselor, at)
    _was_there(cast, second, event, at)
    return {
        # Begun so long ago that it cannot be ended without saying how long it took.
        "open session": SessionRun.objects.create(
            client=cast.client(first), started_at=at - timedelta(days=2), **common
        ),
        "session that has ended": SessionRun.objects.create(
            client=cast.client(second),
            started_at=at - timedelta(hours=2),
            state="ended",
            ended_at=at - timedelta(hours=1),
            ended_by=key,
            **common,
        ),
        "event of a group that ben leads": event,
        "group session that has ended": SessionRun.objects.create(
            group_event=event,
            started_at=at - timedelta(hours=2),
            state="ended",
            ended_at=at - timedelta(hours=1),
            ended_by=key,
            **common | {"kind": "group"},
        ),
    }


def _event(cast: Cast, slug: str, counselor: str, at: datetime) -> GroupEvent:
    group = CareGroup.objects.create(
        organization=cast.organizations[slug],
        name="Evening",
        weekday=1,
        starts=time(17),
        minutes=90,
        starts_on=at.date(),
        made_at=at,
        made_by="system:test",
    )
    GroupLeader.objects.create(
        group=group,
        user=cast.users[counselor],
        starts_at=at - timedelta(days=1),
        set_by="system:test",
    )
    return GroupEvent.objects.create(
        group=group, starts_at=at - timedelta(hours=2), minutes=90, status="held"
    )


def _was_there(cast: Cast, who: str, event: GroupEvent, at: datetime) -> None:
    episode = EpisodeOfCare.objects.create(
        client=cast.client(who),
        first_status="active",
        first_level="outpatient",
        status="discharged",
        level="outpatient",
        started_on=at.date(),
        ended_on=at.date(),
        made_at=at,
        made_by="system:test",
    )
    Encounter.objects.create(
        client=cast.client(who),
        episode=episode,
        group_event=event,
        kind="group",
        outcome="completed",
        on=at.date(),
        minutes=90,
        recorded_at=at,
        recorded_by="system:test",
    )


def _sheet(world: World, thing: str, name: str) -> Arguments:
    who = "una" if thing.startswith("Northgate") else "noel"
    return {**one_thing("run_id")(world, thing, name), "client_id": world.clients[who]}


ARGUMENTS: dict[str, NamesIt] = {
    "staff:session_start": one_client,
    "staff:session_start_group": one_thing("event_id"),
    "staff:session_summary_of": _sheet,
    **{
        f"staff:session{name}": one_thing("run_id")
        for name in (
            "",
            "_save",
            "_meetings",
            "_rest",
            "_pause",
            "_go_on",
            "_stop",
            "_give_up",
            "_end",
            "_done",
            "_summary",
        )
    },
}

SENDS: dict[str, Sends] = {"staff:session_start": lambda world: {"kind": "no-such"}}
