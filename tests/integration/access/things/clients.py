from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import NamesIt, Sends, one_client, one_thing
from signing_in import create_staff
from stepwell.domain.access.roles import Role
from stepwell.records.care.models import SavedView
from stepwell.records.people.models import Client, ClientAssignment, ClientMerge, GlassBreak


def clients_of(cast: Cast, at: datetime) -> dict[str, UUID]:
    """The cast’s, and lou, who is in care of someone outside the team that dana leads."""
    harbor = cast.organizations["harbor"]
    lou = Client.objects.create(
        organization=harbor, name="Lou Marchetti", created_at=at, created_by="test"
    )
    nell = create_staff("nell", Role.COUNSELOR)
    ClientAssignment.objects.create(client=lou, user=nell, starts_at=at, assigned_by="test")
    return {key: one.pk for key, one in cast.clients.items()} | {"lou": lou.pk}


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """An emergency and a merge, both over, and who has a caseload."""
    kept, counselor = ("noel", "ben") if slug == "harbor" else ("una", "cleo")
    duplicate = Client.objects.create(
        organization=cast.organizations[slug],
        name="Twice Written",
        created_at=at,
        created_by="test",
        merged_into=cast.client(kept),
    )
    return {
        "emergency": GlassBreak.objects.create(
            client=cast.client(kept),
            user=cast.users[counselor],
            reason="emergency",
            words="They called and nobody else was there.",
            minutes=1,
            opened_at=at - timedelta(hours=2),
            expires_at=at - timedelta(hours=1),
        ),
        "merge": ClientMerge.objects.create(
            kept=cast.client(kept),
            duplicate=duplicate,
            taken={"fields": [], "rows": {}, "member": ""},
            merged_at=at,
            merged_by="test",
        ),
        "counselor": cast.users[counselor],
        "saved view": SavedView.objects.create(
            user=cast.users[counselor],
            organization=cast.organizations[slug],
            name="Mornings",
            saved_at=at,
        ),
    }


SENDS: dict[str, Sends] = {
    "staff:client_assign": lambda world: {"user": str(world.users["ben"].pk)},
    "staff:client_unassign": lambda world: {"user": str(world.users["ben"].pk)},
    "staff:glass_review": lambda world: {"verdict": "justified"},
}

ARGUMENTS: dict[str, NamesIt] = {
    "staff:client_view_drop": one_thing("view_id"),
    "staff:client": one_client,
    "staff:client_change": one_client,
    "staff:client_contact": one_client,
    "staff:client_emergency": one_client,
    "staff:client_assign": one_client,
    "staff:client_unassign": one_client,
    "staff:client_move": one_client,
    "staff:client_close": one_client,
    "staff:client_reopen": one_client,
    "staff:client_send_note": one_client,
    "staff:client_openings": one_client,
    "staff:client_glass": one_client,
    "staff:client_merge": one_client,
    "staff:glass_review": one_thing("glass_id"),
    "staff:merge_undo": one_thing("merge_id"),
    "staff:caseload_hand_over": one_thing("user_id"),
}
