from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import NamesIt, Sends, one_client, one_thing
from stepwell.records.people.models import Erasure, Restriction, RightsRequest


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    kept, member = ("noel", "ana") if slug == "harbor" else ("una", "una")
    return {
        "request": _request(cast, kept, "phone", at),
        "own request": _request(cast, member, "app", at),
        "own restriction": Restriction.objects.create(
            client=cast.client(member), words="Nothing to my work.", asked_at=at, asked_by="test"
        ),
        "erasure": Erasure.objects.create(
            organization=cast.organizations[slug],
            cause="due",
            carried_out_at=at,
            carried_out_by="test",
        ),
    }


def _request(cast: Cast, client: str, way: str, at: datetime) -> RightsRequest:
    return RightsRequest.objects.create(
        client=cast.client(client),
        right="copy",
        way=way,
        asked_at=at,
        asked_by="test",
        due_on=at.date(),
    )


SENDS: dict[str, Sends] = {
    "staff:client_copy": lambda world: {"how": "They came in.", "form": "json"},
    "members:rights_copy": lambda world: {"form": "json"},
}

ARGUMENTS: dict[str, NamesIt] = {
    "staff:client_rights": one_client,
    "staff:client_copy": one_client,
    "staff:client_erase": one_client,
    "staff:right": one_thing("request_id"),
    "staff:erasure": one_thing("erasure_id"),
    "members:rights_share_again": one_thing("restriction_id"),
    "members:rights_request": one_thing("request_id"),
}
