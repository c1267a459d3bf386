"""Who may open, see, take and sign off a safety path, see a safety plan, and write incidents.

- Whoever receives people opens a concern; the front desk sees of it only whether someone is on it.
- A counselor sees the paths of those in their care, of people nobody knows yet, and those they
  have taken. What is urgent now any counselor of the program may take: a crisis does not wait for
  the right person. Taking opens the path and the safety plan, nothing else of the record.
- A supervisor sees every path of the program, so that none stays without a sign-off.
- A member sees and prints their own plan, and can ask for help.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import (
    check_has_role,
    check_same_organization,
    check_second_factor,
)
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.policies.clients import (
    ClientFacts,
    check_can_see_client,
    check_can_see_clinical,
    is_responsible,
)
from stepwell.domain.access.roles import STAFF, Role
from stepwell.domain.access.twins import twin_of
from stepwell.domain.safety.path_rules import Opener, Urgency

_CARE = frozenset({Role.COUNSELOR, Role.SUPERVISOR})
_OPENERS = {
    Opener.DESK: frozenset({Role.FRONT_DESK}),
    Opener.CARE: _CARE,
    Opener.MEMBER: frozenset({Role.MEMBER}),
    Opener.SCORE: frozenset[Role](),
    Opener.AGREED: frozenset[Role](),
}


@dataclass(frozen=True, slots=True)
class PathFacts:
    """How a path and an actor stand to each other. client: None where nobody knows who it is."""

    organization_id: str
    client: ClientFacts | None = None
    urgency: Urgency = Urgency.TODAY
    is_taken_by_self: bool = False
    is_opened_by_self: bool = False


def check_can_open_path(
    actor: Actor, opened_by: Iterable[Opener], client: ClientFacts | None
) -> None:
    """opened_by: of the concern."""
    roles = frozenset(role for one in opened_by for role in _OPENERS[one])
    if client is not None:
        check_same_organization(actor, client.organization_id)
    check_has_role(actor, roles, to="open this concern", rule="safety.open")
    if client is not None:
        check_can_see_client(actor, client)
    check_second_factor(actor)


def check_can_list_paths(actor: Actor) -> None:
    check_has_role(actor, _CARE, to="open the list of safety paths", rule="safety.list")
    check_second_factor(actor)


def check_can_see_path(actor: Actor, path: PathFacts) -> None:
    """What was seen, what was done and what is due."""
    _check_care(actor, path, to="open a safety path", rule="safety.see")
    if not (_reaches(actor, path) or path.is_taken_by_self):
        raise AccessDenied(
            "This client is not in your care, and you are not on this path. What is urgent now "
            "you can take; a supervisor can take any.",
            rule="safety.see",
        )


def check_can_take_path(actor: Actor, path: PathFacts) -> None:
    _check_care(actor, path, to="take a safety path", rule="safety.take")
    if not (_reaches(actor, path) or path.is_taken_by_self or path.urgency is Urgency.NOW):
        raise AccessDenied(
            "This client is not in your care, and it can wait for whoever cares for them. A "
            "supervisor can take it.",
            rule="safety.take",
        )


def check_can_see_own_concern(actor: Actor, path: PathFacts) -> None:
    """Whether someone is on what one opened oneself: nothing more."""
    check_same_organization(actor, path.organization_id)
    check_has_role(
        actor, _CARE | {Role.FRONT_DESK}, to="follow up a concern", rule="safety.own_concern"
    )
    check_second_factor(actor)
    if not path.is_opened_by_self:
        raise AccessDenied("Someone else opened this concern.", rule="safety.own_concern")


def check_can_review_path(actor: Actor, path: PathFacts) -> None:
    check_same_organization(actor, path.organization_id)
    check_has_role(actor, {Role.SUPERVISOR}, to="sign off a safety path", rule="safety.sign_off")
    check_second_factor(actor)


def check_can_see_plan(actor: Actor, client: ClientFacts, *, is_on_path: bool = False) -> None:
    """is_on_path: the actor has taken a path of this client which is still open."""
    if client.is_self and Role.MEMBER in actor.roles:
        check_same_organization(actor, client.organization_id)
        return
    check_can_write_plan(actor, client, is_on_path=is_on_path)


def check_can_write_plan(actor: Actor, client: ClientFacts, *, is_on_path: bool = False) -> None:
    """The plan and the screener."""
    if is_on_path:
        check_same_organization(actor, client.organization_id)
        check_has_role(actor, _CARE, to="open a safety plan", rule="safety.plan")
        check_second_factor(actor)
        return
    check_can_see_clinical(actor, client)


def check_can_report_incident(actor: Actor, organization_id: str) -> None:
    """Everyone who works there but auditors, who only read the trail."""
    check_same_organization(actor, organization_id)
    check_has_role(actor, STAFF - {Role.AUDITOR}, to="write an incident", rule="incident.report")
    check_second_factor(actor)


def check_can_see_incident(actor: Actor, organization_id: str, *, reported_by: str) -> None:
    check_can_report_incident(actor, organization_id)
    if Role.SUPERVISOR not in actor.roles and reported_by != actor.key:
        raise AccessDenied(
            "Only a supervisor and whoever wrote it can read an incident.", rule="incident.see"
        )


def check_can_review_incident(actor: Actor, organization_id: str) -> None:
    check_same_organization(actor, organization_id)
    check_has_role(actor, {Role.SUPERVISOR}, to="review an incident", rule="incident.review")
    check_second_factor(actor)


def _check_care(actor: Actor, path: PathFacts, *, to: str, rule: str) -> None:
    check_same_organization(actor, path.organization_id)
    check_has_role(actor, _CARE, to=to, rule=rule)
    check_second_factor(actor)


def _reaches(actor: Actor, path: PathFacts) -> bool:
    if Role.SUPERVISOR in actor.roles or path.client is None:
        return True
    return is_responsible(actor, path.client) or path.client.is_glass_broken


can_open_path = twin_of(check_can_open_path)
can_list_paths = twin_of(check_can_list_paths)
can_see_path = twin_of(check_can_see_path)
can_take_path = twin_of(check_can_take_path)
can_see_own_concern = twin_of(check_can_see_own_concern)
can_review_path = twin_of(check_can_review_path)
can_see_plan = twin_of(check_can_see_plan)
can_write_plan = twin_of(check_can_write_plan)
can_report_incident = twin_of(check_can_report_incident)
can_see_incident = twin_of(check_can_see_incident)
can_review_incident = twin_of(check_can_review_incident)
