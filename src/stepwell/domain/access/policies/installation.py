"""Backups, keys and upgrades concern every program at once: only the operator handles them."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.twins import twin_of


def check_can_operate(actor: Actor) -> None:
    if not actor.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can handle its backups and keys.",
            rule="installation.operate",
        )


can_operate = twin_of(check_can_operate)
