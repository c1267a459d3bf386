"""Who may write down inquiries, work on someone's care, and read it.

- The front desk writes inquiries down and sees who has asked and whether someone is on it, never
  what they asked for.
- Those who care for the client do the rest. There is no other way in.
"""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role, check_second_factor
from stepwell.domain.access.policies.clients import (
    ClientFacts,
    check_can_change_client,
    check_can_see_client,
    check_can_see_clinical,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of
from stepwell.domain.people.field_classes import FieldClass

_RECEPTION = frozenset({Role.COUNSELOR, Role.SUPERVISOR, Role.FRONT_DESK})


def check_can_receive_referral(actor: Actor) -> None:
    check_has_role(actor, _RECEPTION, to="write down an inquiry", rule="referral.receive")
    check_second_factor(actor)


def check_can_see_referral(actor: Actor, client: ClientFacts) -> None:
    """That this person asked or was sent, when, and how it stands."""
    check_can_receive_referral(actor)
    check_can_see_client(actor, client)


def check_can_see_care(actor: Actor, client: ClientFacts) -> None:
    """Intake, episodes, goals, diagnoses, therapies, interventions, logs, pages handed over."""
    check_can_see_clinical(actor, client)


def check_can_change_care(actor: Actor, client: ClientFacts) -> None:
    check_can_change_client(actor, client, frozenset({FieldClass.CLINICAL}))


def check_can_list_sessions(actor: Actor) -> None:
    """Those that are open with people in one's care."""
    check_has_role(
        actor, _RECEPTION - {Role.FRONT_DESK}, to="open the list of sessions", rule="session.list"
    )
    check_second_factor(actor)


can_receive_referral = twin_of(check_can_receive_referral)
can_see_referral = twin_of(check_can_see_referral)
can_see_care = twin_of(check_can_see_care)
can_change_care = twin_of(check_can_change_care)
can_list_sessions = twin_of(check_can_list_sessions)
