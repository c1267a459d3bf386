from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model

from cast import Cast
from integration.access.table.row import NOTHING
from integration.access.things.naming import Arguments, NamesIt, one_client, one_thing
from stepwell.records.care.models import Incident, SafetyPath, SafetyPlan

if TYPE_CHECKING:
    from integration.access.world import World


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """A path and an incident over someone, and a plan of everyone in care."""
    organization = cast.organizations[slug]
    client, opener, planned = (
        ("noel", "fay", ("ana", "noel")) if slug == "harbor" else ("una", "cleo", ("una",))
    )
    key = str(cast.users[opener].pk)
    for one in planned:
        SafetyPlan.objects.create(
            client=cast.client(one), parts={"alone": ["Walk"]}, made_at=at, made_by=key
        )
    return {
        "path": SafetyPath.objects.create(
            organization=organization,
            client=cast.client(client),
            concern="return-to-use",
            words="Told the desk.",
            rules="default-v1",
            urgency="today",
            opened_at=at,
            opened_by=key,
        ),
        "incident": Incident.objects.create(
            organization=organization,
            rules="default-v1",
            kind="fall",
            words="Slipped on the stairs.",
            happened_at=at,
            reported_at=at,
            reported_by=key,
        ),
    }


def _version(world: World, thing: str, name: str) -> Arguments:
    return {**one_client(world, thing, name), "number": 1}


def _text(world: World, thing: str, name: str) -> Arguments:
    return {"slug": "no-such" if thing == NOTHING else "overdose"}


ARGUMENTS: dict[str, NamesIt] = {
    "staff:safety_text": _text,
    "staff:safety_path": one_thing("path_id"),
    "staff:safety_own": one_thing("path_id"),
    "staff:safety_take": one_thing("path_id"),
    "staff:safety_step": one_thing("path_id"),
    "staff:safety_end": one_thing("path_id"),
    "staff:safety_sign_off": one_thing("path_id"),
    "staff:safety_name": one_thing("path_id"),
    "staff:safety_incident": one_thing("incident_id"),
    "staff:safety_incident_review": one_thing("incident_id"),
    "staff:safety_plan": one_client,
    "staff:safety_plan_change": one_client,
    "staff:safety_plan_print": one_client,
    "staff:safety_plan_version": _version,
    "staff:safety_screener": one_client,
}
