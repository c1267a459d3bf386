"""Who may read the interventions. They hold nothing about any person."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.roles import STAFF
from stepwell.domain.access.twins import twin_of


def check_can_read_protocols(actor: Actor) -> None:
    if not (actor.roles & STAFF or actor.is_administrator):
        raise AccessDenied(
            "Only people who work in a program can read its interventions.", rule="protocols.read"
        )


can_read_protocols = twin_of(check_can_read_protocols)
