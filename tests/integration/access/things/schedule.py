from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Model

from cast import Cast
from integration.access.table.row import NOTHING
from integration.access.things.naming import Arguments, NamesIt, one_client, one_thing
from stepwell.queries.protocols import protocol
from stepwell.records.care.models import (
    Appointment,
    CalendarFeed,
    CareGroup,
    Encounter,
    Enrollment,
    EpisodeOfCare,
    GroupEvent,
    GroupLeader,
)

if TYPE_CHECKING:
    from integration.access.world import World

TOKEN = "a-calendar-that-works"


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """Someone’s appointment and course, and a group with an event of yesterday."""
    name, carer = ("noel", "dana") if slug == "harbor" else ("una", "cleo")
    client, user = cast.client(name), cast.users[carer]
    organization, key = cast.organizations[slug], str(cast.users[carer].pk)
    if slug == "harbor":
        digest = sha256(TOKEN.encode()).hexdigest()
        CalendarFeed.objects.create(
            user=user, organization=organization, token_digest=digest, made_at=at
        )
    episode = EpisodeOfCare.objects.create(
        client=client, first_status="active", first_level="outpatient", status="discharged",
        level="outpatient", started_on=at.date(), ended_on=at.date(), made_at=at, made_by=key,
    )  # fmt: skip
    given = protocol("maaez")
    course = Enrollment.objects.create(
        episode=episode, protocol="maaez", version=given.version, content_hash=given.content_hash,
        variant="group", enrolled_on=at.date(), reason="A test", enrolled_at=at, enrolled_by=key,
    )  # fmt: skip
    group = CareGroup.objects.create(
        organization=organization, name="Thursdays", weekday=3, starts=time(18), minutes=90,
        starts_on=at.date(), made_at=at, made_by=key,
    )  # fmt: skip
    GroupLeader.objects.create(group=group, user=user, starts_at=at - timedelta(days=2))
    return {
        "appointment": Appointment.objects.create(
            organization=organization, client=client, staff=user, kind="individual",
            starts_at=at - timedelta(hours=2), minutes=50, booked_at=at, booked_by=key,
        ),
        "course": course,
        "encounter": Encounter.objects.create(
            client=client, episode=episode, enrollment=course, kind="group", session="intro",
            version=given.version, outcome="completed", on=at.date(), minutes=90, recorded_at=at,
            recorded_by=key,
        ),
        "group": group,
        "group_event": GroupEvent.objects.create(
            group=group, starts_at=at - timedelta(days=1), minutes=90
        ),
    }  # fmt: skip


def _token(world: World, thing: str, name: str) -> Arguments:
    return {"token": "none" if thing == NOTHING else TOKEN}


_COURSE = one_thing("enrollment_id")
_GROUP = one_thing("group_id")
_EVENT = one_thing("event_id")
_EPISODE = one_thing("episode_id")
_APPOINTMENT = one_thing("appointment_id")
ARGUMENTS: dict[str, NamesIt] = {
    "staff:schedule_feed": _token,
    "staff:schedule_book": one_client,
    "staff:schedule_appointment": _APPOINTMENT,
    "staff:schedule_move": _APPOINTMENT,
    "staff:schedule_settle": _APPOINTMENT,
    "staff:schedule_record": _APPOINTMENT,
    "staff:schedule_contact": _EPISODE,
    "staff:schedule_strike": one_thing("encounter_id"),
    "staff:group": _GROUP,
    "staff:group_close": _GROUP,
    "staff:group_leader": _GROUP,
    "staff:group_leader_end": _GROUP,
    "staff:group_join": _GROUP,
    "staff:group_leave": _GROUP,
    "staff:group_event": _EVENT,
    "staff:group_event_cancel": _EVENT,
    "staff:group_event_reopen": _EVENT,
    "staff:group_event_topic": _EVENT,
    "staff:course_choose": _EPISODE,
    "staff:course_enroll": _EPISODE,
    "staff:course": _COURSE,
    "staff:course_stop": _COURSE,
    "staff:course_resume": _COURSE,
    "staff:course_upgrade": _COURSE,
    "staff:course_circumstance": _COURSE,
    "staff:course_circumstance_end": _COURSE,
    "staff:client_log": one_client,
    "staff:client_log_week": one_client,
    "staff:client_log_strike": one_client,
    "staff:client_pages": one_client,
    "staff:client_page_read": one_client,
}
