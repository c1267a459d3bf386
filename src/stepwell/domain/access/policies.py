"""Who may do what: `check_can_x` raises with a reason, `can_x` is its twin for templates."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor


class AccessDenied(Exception):
    """The message says what is needed and is fit to show the person refused."""


def check_can_manage_feeds(actor: Actor) -> None:
    if not actor.is_administrator:
        raise AccessDenied("Only an administrator can add, change or remove meeting feeds.")


def can_manage_feeds(actor: Actor) -> bool:
    try:
        check_can_manage_feeds(actor)
    except AccessDenied:
        return False
    return True
