"""The few questions that many rules ask first."""

from __future__ import annotations

from collections.abc import Iterable

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import STAFF, Role

LABELS = {role: role.value.replace("_", " ") for role in Role} | {
    Role.FRONT_DESK: "someone at the front desk"
}


def check_same_organization(actor: Actor, organization_id: str) -> None:
    """
    Raises:
        NotFound: the record belongs to others, so for this actor it does not exist.
    """
    if not organization_id or actor.organization_id != organization_id:
        raise NotFound


def check_has_role(actor: Actor, roles: Iterable[Role], *, to: str, rule: str) -> None:
    """to: completes "Only a counselor or a supervisor can …"."""
    wanted = frozenset(roles)
    if not actor.roles & wanted:
        names = " or ".join(with_article(role) for role in Role if role in wanted)
        raise AccessDenied(f"Only {names} can {to}.", rule=rule)


def check_second_factor(actor: Actor) -> None:
    """Whoever works here shows a second factor before anything about a client."""
    if actor.roles & STAFF and not actor.has_second_factor:
        raise AccessDenied(
            "Sign in with a second step before you open anything about a client. "
            "You can set one up under Signing in.",
            rule="second_factor",
        )


def with_article(role: Role) -> str:
    label = LABELS[role]
    if role is Role.FRONT_DESK:
        return label
    return f"an {label}" if label[0] in "aeiou" else f"a {label}"
