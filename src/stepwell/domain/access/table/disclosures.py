"""What may leave, what left, and the registers of privacy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import disclosures
from stepwell.domain.access.policies.clients import ClientFacts
from stepwell.domain.access.table.clients import of_each_client
from stepwell.domain.access.table.row import HERE, Row
from stepwell.domain.disclosures.basis import BasisKind

_EXCEPTIONS = {
    "Share on a consent": BasisKind.CONSENT,
    "Tell medical people in an emergency": BasisKind.MEDICAL_EMERGENCY,
    "Report a crime here to the police": BasisKind.CRIME,
    "Make the first report of child abuse": BasisKind.CHILD_ABUSE,
    "Share under a service agreement": BasisKind.SERVICE_AGREEMENT,
    "Give clients their own copy": BasisKind.TO_CLIENT,
    "Answer a court order": BasisKind.COURT_ORDER,
}


def rows() -> Iterator[Row]:
    yield from of_each_client(
        {deed: partial(_may_disclose, basis) for deed, basis in _EXCEPTIONS.items()}
        | {
            "See what left, and what the client asked to keep back": disclosures.can_see_accounting,
            "Accept or refuse what a client asks to keep back": (
                disclosures.can_answer_restriction
            ),
        }
    )
    section = "Privacy"
    for deed, ask in {
        "Write down a legal request": disclosures.can_record_legal_request,
        "Settle a legal request": disclosures.can_settle_legal_request,
        "Set and lift a legal hold on a record": disclosures.can_hold_client,
        "Propose a release for an audit or research, and make it once approved": (
            disclosures.can_release_for_review
        ),
        "See what was proposed for audits and research": disclosures.can_see_releases,
        "Approve or refuse what another proposed for an audit or research": _may_approve,
        "Print letters about a breach to people in one’s care": disclosures.can_print_letters,
        "Keep the registers of breaches, agreements and reviews": disclosures.can_keep_registers,
    }.items():
        yield Row(section, deed, partial(_may_here, ask))


def _may_disclose(basis: BasisKind, actor: Actor, facts: ClientFacts) -> bool:
    return disclosures.can_disclose(actor, facts, basis)


def _may_approve(actor: Actor, organization_id: str) -> bool:
    return disclosures.can_approve_release(actor, organization_id, proposed_by="another")


def _may_here(ask: Callable[[Actor, str], bool], actor: Actor) -> bool:
    return ask(actor, HERE)
