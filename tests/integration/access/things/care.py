from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import Arguments, NamesIt, one_client, one_thing
from stepwell.records.care.models import (
    CarePlanGoal,
    Diagnosis,
    EpisodeOfCare,
    Intake,
    Referral,
    Therapy,
)

if TYPE_CHECKING:
    from integration.access.world import World


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """An inquiry with its intake, and an episode with a goal, a treatment and a diagnosis."""
    name, carer = ("noel", "dana") if slug == "harbor" else ("una", "cleo")
    client, key = cast.client(name), str(cast.users[carer].pk)
    referral, other = (
        Referral.objects.create(
            organization=cast.organizations[slug], client=client, kind="inquiry", way="phone",
            words="Asks for help.", received_at=at, received_by=key, status=status,
        )
        for status in ("received", "in_intake")
    )  # fmt: skip
    intake = Intake.objects.create(client=client, referral=other, started_at=at, started_by=key)
    episode = EpisodeOfCare.objects.create(
        client=client, intake=intake, first_status="active", first_level="outpatient",
        status="active", level="outpatient", started_on=at.date(), made_at=at, made_by=key,
    )  # fmt: skip
    return {
        "referral": referral,
        "intake": intake,
        "episode": episode,
        "plan_goal": CarePlanGoal.objects.create(
            episode=episode, words="Sleep", set_at=at, set_by=key
        ),
        "therapy": Therapy.objects.create(
            episode=episode, name="Couples", recorded_at=at, recorded_by=key
        ),
        "diagnosis": Diagnosis.objects.create(
            episode=episode, system="icd-10-cm", code="F10.20", entered_at=at, entered_by=key
        ),
    }


def _of_episode(kind: str, argument: str) -> NamesIt:
    def names(world: World, thing: str, name: str) -> Arguments:
        other = thing.replace("episode", kind)
        return {
            "episode_id": world.things.get(thing) or uuid4(),
            argument: world.things.get(other) or uuid4(),
        }

    return names


def _move(world: World, thing: str, name: str) -> Arguments:
    return {"episode_id": world.things.get(thing) or uuid4(), "event": "change_level"}


ARGUMENTS: dict[str, NamesIt] = {
    "staff:referral_again": one_client,
    "staff:referral": one_thing("referral_id"),
    "staff:referral_close": one_thing("referral_id"),
    "staff:referral_take_up": one_thing("referral_id"),
    "staff:referral_start_intake": one_thing("referral_id"),
    "staff:referral_intake": one_thing("intake_id"),
    "staff:referral_no_consents": one_thing("intake_id"),
    "staff:referral_admit": one_thing("intake_id"),
    "staff:referral_intake_end": one_thing("intake_id"),
    "staff:client_care": one_client,
    "staff:client_episode_move": _move,
    "staff:client_episode_discharge": one_thing("episode_id"),
    "staff:client_episode_goal": one_thing("episode_id"),
    "staff:client_episode_plan": one_thing("episode_id"),
    "staff:client_episode_plan_settle": _of_episode("plan_goal", "goal_id"),
    "staff:client_episode_therapy": one_thing("episode_id"),
    "staff:client_episode_therapy_end": _of_episode("therapy", "therapy_id"),
    "staff:client_episode_diagnosis": one_thing("episode_id"),
    "staff:client_episode_diagnosis_remove": _of_episode("diagnosis", "diagnosis_id"),
}
