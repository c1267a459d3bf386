"""Who may let something out, see what left, and keep the registers of privacy.

- With a consent, or in what the law excepts: whoever cares for the client. At the front desk only
  an emergency or a crime, and only who the person is.
- On a court order: a supervisor. For an audit or research: a director, who sees no client, after
  another director or a supervisor approved it.
- What left: whoever cares for the client, and the client.
- Breaches, agreements, reviews, closing: a director or an administrator; nobody is named there.
  The letters about a breach are printed by those who care for the people they go to.
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
    can_see_clinical,
    check_can_see_client,
    check_can_see_clinical,
    is_responsible,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import BasisKind

DESK_BASES = frozenset({BasisKind.MEDICAL_EMERGENCY, BasisKind.CRIME})
DESK_INFORMATION = frozenset({InformationKind.BEING_A_CLIENT, InformationKind.CONTACTS})
DIRECTOR_BASES = frozenset({BasisKind.AUDIT, BasisKind.RESEARCH})
RELEASERS = frozenset({Role.DIRECTOR})
RELEASE_APPROVERS = frozenset({Role.DIRECTOR, Role.SUPERVISOR})
_REGISTERS = frozenset({Role.DIRECTOR, Role.ADMINISTRATOR})


def check_can_disclose(
    actor: Actor,
    client: ClientFacts,
    basis: BasisKind,
    information: frozenset[InformationKind] = frozenset(),
) -> None:
    """basis: what the actor relies on. information: what they want to let out."""
    check_same_organization(actor, client.organization_id)
    if basis in DIRECTOR_BASES:
        check_can_release_for_review(actor, client.organization_id)
        return
    if basis is BasisKind.TO_CLIENT and client.is_self and Role.MEMBER in actor.roles:
        return
    if basis is BasisKind.COURT_ORDER:
        check_has_role(
            actor, {Role.SUPERVISOR}, to="answer a court order", rule="disclosure.court_order"
        )
    if can_see_clinical(actor, client):
        return
    if basis not in DESK_BASES:
        check_can_see_clinical(actor, client)
    check_can_see_client(actor, client)
    if not information <= DESK_INFORMATION:
        raise AccessDenied(
            "At the front desk you can say who the person is and how to reach them. "
            "For anything else ask a counselor or a supervisor.",
            rule="disclosure.desk",
        )


def check_can_see_accounting(actor: Actor, client: ClientFacts) -> None:
    """What left about this client, and what they asked to keep back."""
    check_same_organization(actor, client.organization_id)
    if client.is_self and Role.MEMBER in actor.roles:
        return
    check_can_see_clinical(actor, client)


def check_can_ask_restriction(actor: Actor, client: ClientFacts) -> None:
    """Write down what the client asks to keep back; the client does it too."""
    check_can_see_accounting(actor, client)


def check_can_answer_restriction(actor: Actor, client: ClientFacts) -> None:
    check_same_organization(actor, client.organization_id)
    check_has_role(
        actor,
        {Role.SUPERVISOR},
        to="accept or refuse what a client asks to keep back",
        rule="restriction.answer",
    )
    check_second_factor(actor)
    if not is_responsible(actor, client):
        check_can_see_clinical(actor, client)


def check_can_hold_client(actor: Actor, organization_id: str) -> None:
    """Set and lift a legal hold on one client’s record."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        {Role.SUPERVISOR},
        to="set or lift a legal hold on a record",
        rule="client_hold",
    )
    check_second_factor(actor)


def check_can_record_legal_request(actor: Actor, organization_id: str) -> None:
    """Write down that a paper came."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        {Role.FRONT_DESK, Role.COUNSELOR, Role.SUPERVISOR, Role.DIRECTOR},
        to="write down a legal request",
        rule="legal_request.record",
    )
    check_second_factor(actor)


def check_can_settle_legal_request(actor: Actor, organization_id: str) -> None:
    """Write down what the program’s lawyer found."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        {Role.SUPERVISOR, Role.DIRECTOR},
        to="settle a legal request",
        rule="legal_request.settle",
    )
    check_second_factor(actor)


def check_can_release_for_review(actor: Actor, organization_id: str) -> None:
    """For audit, evaluation or research: propose it, and make it once it is approved."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        RELEASERS,
        to="release records for an audit or for research",
        rule="disclosure.review",
    )
    check_second_factor(actor)


def check_can_see_releases(actor: Actor, organization_id: str) -> None:
    """What was proposed for audits and research, and what became of it. No client is named."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        RELEASE_APPROVERS,
        to="see releases for audits and research",
        rule="disclosure.review_see",
    )
    check_second_factor(actor)


def check_can_approve_release(actor: Actor, organization_id: str, *, proposed_by: str) -> None:
    """proposed_by: the key of whoever proposed it; nobody approves their own."""
    check_can_see_releases(actor, organization_id)
    if proposed_by == actor.key:
        raise AccessDenied(
            "You proposed this yourself, so someone else has to approve or refuse it.",
            rule="disclosure.review_own",
        )


def check_can_keep_registers(actor: Actor, organization_id: str) -> None:
    """Breaches, agreements, reviews, and closing the program."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        _REGISTERS,
        to="keep the registers of privacy",
        rule="privacy.registers",
    )
    check_second_factor(actor)


def check_can_print_letters(actor: Actor, organization_id: str) -> None:
    """To people in one's care whose information got out; the gate asks for each of them."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        {Role.COUNSELOR, Role.SUPERVISOR},
        to="print letters to people in care",
        rule="breach.letters",
    )
    check_second_factor(actor)


can_disclose = twin_of(check_can_disclose)
can_see_accounting = twin_of(check_can_see_accounting)
can_ask_restriction = twin_of(check_can_ask_restriction)
can_answer_restriction = twin_of(check_can_answer_restriction)
can_hold_client = twin_of(check_can_hold_client)
can_record_legal_request = twin_of(check_can_record_legal_request)
can_settle_legal_request = twin_of(check_can_settle_legal_request)
can_release_for_review = twin_of(check_can_release_for_review)
can_see_releases = twin_of(check_can_see_releases)
can_approve_release = twin_of(check_can_approve_release)
can_keep_registers = twin_of(check_can_keep_registers)
can_print_letters = twin_of(check_can_print_letters)
