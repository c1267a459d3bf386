"""Who may see, draw up, sign and take back a client's consents, and give out the patient notice.

- Those who care for the client: all of it, but nobody signs in the client's place.
- The client, as a member: sees, signs and takes back their own.
- The front desk: gives the notice, and sees nothing of the consents.
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
    can_see_client,
    check_can_see_clinical,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of

_RECEPTION = frozenset({Role.COUNSELOR, Role.SUPERVISOR, Role.FRONT_DESK})


def is_own_record(actor: Actor, client: ClientFacts) -> bool:
    return client.is_self and Role.MEMBER in actor.roles


def check_can_see_consents(actor: Actor, client: ClientFacts) -> None:
    """The forms, what they say and what became of them."""
    check_same_organization(actor, client.organization_id)
    if not is_own_record(actor, client):
        check_can_see_clinical(actor, client)


def check_can_keep_consents(actor: Actor, client: ClientFacts) -> None:
    """Draw one up, hand the screen over for signing, record what ends one."""
    check_same_organization(actor, client.organization_id)
    check_can_see_clinical(actor, client)


def check_can_sign_own(actor: Actor, client: ClientFacts) -> None:
    """Sign alone, on one's own page: the client and nobody else."""
    check_same_organization(actor, client.organization_id)
    if not is_own_record(actor, client):
        raise AccessDenied("Only the person themselves signs here.", rule="consent.sign_own")


def check_can_revoke_consent(actor: Actor, client: ClientFacts) -> None:
    """The client at any time; staff when the client tells them."""
    check_can_see_consents(actor, client)


def check_can_give_notice(actor: Actor, client: ClientFacts) -> None:
    """Give the patient notice and keep the receipt; a client reads it on their own page."""
    check_same_organization(actor, client.organization_id)
    if is_own_record(actor, client):
        return
    check_has_role(actor, _RECEPTION, to="give the privacy notice", rule="notice.give")
    check_second_factor(actor)
    if not can_see_client(actor, client):
        raise AccessDenied("This client is not in your care.", rule="notice.give")


can_see_consents = twin_of(check_can_see_consents)
can_keep_consents = twin_of(check_can_keep_consents)
can_sign_own = twin_of(check_can_sign_own)
can_revoke_consent = twin_of(check_can_revoke_consent)
can_give_notice = twin_of(check_can_give_notice)
