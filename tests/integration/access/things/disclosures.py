from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import NamesIt, one_client, one_thing
from stepwell.actions.disclosing import give_copy
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.records.people.models import Disclosure


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """A copy that ana was given by ben, and una by cleo."""
    client, counselor = ("ana", "ben") if slug == "harbor" else ("una", "cleo")
    released = give_copy(
        cast.client(client).pk,
        document="record",
        information=frozenset({InformationKind.CONTACTS}),
        form=DisclosureForm.PRINT,
        how_identified="She showed a card.",
        by=cast.actor(counselor, at=at),
        at=at,
    )
    return {"disclosure": Disclosure.objects.get(pk=released.disclosure_id)}


ARGUMENTS: dict[str, NamesIt] = {
    "staff:client_shared": one_client,
    "staff:client_share": one_client,
    "staff:client_share_without": lambda world, thing, name: {
        **one_client(world, thing, name),
        "basis": "medical_emergency",
    },
    "staff:disclosure": one_thing("disclosure_id"),
    "staff:disclosure_pdf": one_thing("disclosure_id"),
}
