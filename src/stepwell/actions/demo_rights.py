"""What the clients of the demo asked for by right, and one who was erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from stepwell.actions.clients import (
    NewClient,
    NewContactRules,
    close_client,
    create_client,
    set_contact_rules,
)
from stepwell.actions.demo_cast import actor_of
from stepwell.actions.erasures import carry_out_erasure
from stepwell.actions.own_rights import ask_about_own
from stepwell.actions.rights_requests import take_request
from stepwell.domain.access.actor import Actor
from stepwell.domain.demo import cast
from stepwell.domain.rights.law import Right
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import Client

GONE = "Robin Vale"


def load_rights(*, at: datetime) -> None:
    """Ana asks for a change, Noel for a copy; Robin, whose care is over, asked to be erased."""
    harbor = str(Organization.objects.get(slug=cast.HARBOR).pk)
    ana, ben, dana, fay = (actor_of(name, harbor, at) for name in ("ana", "ben", "dana", "fay"))
    ask_about_own(
        Right.AMENDMENT,
        words="It says that I live alone. I live with my sister since May.",
        by=ana,
        at=at,
    )
    _take(Client.objects.get(name_index=_name_of("noel")).pk, Right.COPY, "phone", by=fay, at=at)
    robin = create_client(NewClient(name=GONE, phone="203 555 0177"), by=ben, at=at)
    set_contact_rules(robin, NewContactRules(may_call=True), by=ben, at=at)
    close_client(robin, by=ben, at=at)
    _take(robin, Right.ERASURE, "in_writing", by=ben, at=at)
    carry_out_erasure(robin, by=dana, at=at + timedelta(seconds=1))


def _take(client_id: UUID, right: Right, way: str, *, by: Actor, at: datetime) -> None:
    take_request(client_id, right, words="", way=way, by=by, at=at)


def _name_of(key: str) -> str:
    return next(one.name for one in cast.CLIENTS if one.key == key)
