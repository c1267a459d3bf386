"""The meeting directory is the installation's, so only those who operate it change it."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied


def check_can_manage_feeds(actor: Actor) -> None:
    if not actor.is_administrator:
        raise AccessDenied(
            "Only an administrator can add, change or remove meeting feeds.", rule="feeds.manage"
        )


def can_manage_feeds(actor: Actor) -> bool:
    try:
        check_can_manage_feeds(actor)
    except AccessDenied:
        return False
    return True
