"""Who may take, read and answer what a person asks for by right, hand out copies, and erase.

- Whoever may see a client may write down what they ask for; the member asks in the app.
- Those in whose care the client is read it and hand out the copy.
- A supervisor answers. A second look at a denial is another supervisor's.
- A supervisor carries out an erasure that somebody else wrote down.
- An administrator of the program sets the times; an auditor reads what was erased.
"""

from __future__ import annotations

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
)
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of

_CARE = frozenset({Role.COUNSELOR, Role.SUPERVISOR})
_SEES_RULES = frozenset({Role.SUPERVISOR, Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR})


def check_can_ask(actor: Actor, client: ClientFacts) -> None:
    """For themselves, or written down for a client who asked."""
    check_can_see_client(actor, client)


def check_can_copy(actor: Actor, client: ClientFacts) -> None:
    """Hand the client their whole record; a member takes their own."""
    check_same_organization(actor, client.organization_id)
    if client.is_self and Role.MEMBER in actor.roles:
        return
    check_can_see_clinical(actor, client)


def check_can_read_requests(actor: Actor, client: ClientFacts) -> None:
    """What a client asked for, and the answers: a member their own."""
    check_can_copy(actor, client)


def check_can_list_requests(actor: Actor) -> None:
    check_has_role(actor, _CARE, to="open the list of requests", rule="rights.list")
    check_second_factor(actor)


def check_can_answer(actor: Actor, client: ClientFacts) -> None:
    check_same_organization(actor, client.organization_id)
    check_has_role(actor, {Role.SUPERVISOR}, to="answer a request", rule="rights.answer")
    check_can_see_clinical(actor, client)


def check_can_decide_second_look(actor: Actor, client: ClientFacts, *, denied_by: str) -> None:
    """denied_by: the key of whoever denied it, who may have no part in the second look.

    Source: 45 CFR 164.524(a)(4).
    """
    check_can_answer(actor, client)
    if denied_by == actor.key:
        raise AccessDenied(
            "You denied this yourself, so someone else has to look at it again.",
            rule="rights.second_look_own",
        )


def check_can_erase(actor: Actor, client: ClientFacts, *, asked_by: str) -> None:
    """asked_by: the key of whoever wrote the request down, "" where the times are over."""
    check_same_organization(actor, client.organization_id)
    check_has_role(actor, {Role.SUPERVISOR}, to="erase a record", rule="rights.erase")
    check_can_see_clinical(actor, client)
    if asked_by and asked_by == actor.key:
        raise AccessDenied(
            "You wrote this request down yourself, so someone else has to carry it out.",
            rule="rights.erase_own",
        )


def check_can_see_due(actor: Actor) -> None:
    """Closed records whose times are over."""
    check_has_role(actor, {Role.SUPERVISOR}, to="see which records are due", rule="rights.due")
    check_second_factor(actor)


def check_can_see_erasures(actor: Actor) -> None:
    """What was erased and what stayed, which names nobody; and the times a program works by."""
    check_has_role(actor, _SEES_RULES, to="see what was erased", rule="rights.erasures")
    check_second_factor(actor)


def check_can_set_rules(actor: Actor) -> None:
    check_has_role(
        actor, {Role.ADMINISTRATOR}, to="set the times of the program", rule="rights.rules"
    )
    check_second_factor(actor)


can_ask = twin_of(check_can_ask)
can_copy = twin_of(check_can_copy)
can_read_requests = twin_of(check_can_read_requests)
can_list_requests = twin_of(check_can_list_requests)
can_answer = twin_of(check_can_answer)
can_decide_second_look = twin_of(check_can_decide_second_look)
can_erase = twin_of(check_can_erase)
can_see_due = twin_of(check_can_see_due)
can_see_erasures = twin_of(check_can_see_erasures)
can_set_rules = twin_of(check_can_set_rules)
