from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db.models import Model

from cast import Cast
from factories.kept_consents import keep_consent
from factories.partner_cases import terms_for_sol
from integration.access.table.partners import TASK
from integration.access.table.row import NOTHING, of_northgate
from integration.access.things.naming import Arguments, NamesIt, one_client, one_thing
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import ConjointPartner
from stepwell.records.recovery.models import RecoveryTask

if TYPE_CHECKING:
    from integration.access.world import World


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """One on the page of sol, who is close to noel too: what is for ana’s was kept back. And one
    at Northgate, for someone who has no page there."""
    name, other = ("noel", "sol") if slug == "harbor" else ("una", "vic")
    client = cast.client(name)
    partner = ConjointPartner.objects.create(client=client, user=cast.users[other], starts_at=at)
    keep_consent(client, replace(terms_for_sol(at), client_name=name.title()), at=at)
    return {
        TASK: RecoveryTask.objects.create(
            client=partner.client,
            partner_id=partner.pk,
            shown_by=new_id(),
            kind="skills",
            title="Take Tuesday off",
            given_at=at,
            given_by="test",
        )
    }


def _task(world: World, thing: str, name: str) -> Arguments:
    client = "una" if thing == of_northgate(TASK) else "noel"
    owner = uuid4() if thing == NOTHING else world.clients[client]
    return {**one_thing("task_id")(world, thing, name), "client_id": owner}


ARGUMENTS: dict[str, NamesIt] = {
    "partners:say": one_thing("task_id"),
    "staff:client_partner": one_client,
    "staff:client_partner_show": _task,
    "staff:client_partner_review": _task,
}
