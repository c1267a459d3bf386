"""The one question the gate asks: may this leave, and what of it?

A claim to an exception is judged by itself: where one is made, no consent is looked for, so that
what an exception wants written down is written down. Pieces of several consents are not added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from stepwell.domain.consents.consent import Consent
from stepwell.domain.consents.coverage import covers, state_reasons
from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.disclosures.basis import RESTRICTABLE, BasisKind, DisclosureForm
from stepwell.domain.disclosures.decision import ConsentScope, Decision, Statement
from stepwell.domain.disclosures.exceptions import Claim
from stepwell.domain.disclosures.limits import Hold, Restriction
from stepwell.domain.disclosures.refusal import Refusal, RefusalCode
from stepwell.domain.disclosures.request import DisclosureRequest

ASK_NOT_TO_USE = (
    "The client asked to keep some of this back, and the emergency came first. Ask the receiver "
    "not to use or pass on more than the emergency needs."
)
"""Source: 42 CFR 2.26 [K], as 45 CFR 164.522(a)(1)(iv)."""


def decide(
    request: DisclosureRequest,
    consents: Iterable[Consent],
    claims: Sequence[Claim],
    restrictions: Iterable[Restriction],
    holds: Iterable[Hold],
    at: datetime,
) -> Decision:
    """
    Args:
        consents: all of the client's, whatever became of them.
        claims: none, or the one exception that whoever asks relies on.
        restrictions: those the program accepted.
        holds: legal requests about the client that are open.
        at: the instant, on the program's clock: days of papers are compared with its day.
    """
    if refusals := tuple(_plain_refusals(request, claims, holds)):
        return Decision(request=request, refusals=refusals)
    found = _by_claim(request, claims[0], at) if claims else _by_consent(request, consents, at)
    return _restricted(found, tuple(restrictions), at)


def _plain_refusals(
    request: DisclosureRequest, claims: Sequence[Claim], holds: Iterable[Hold]
) -> Iterator[Refusal]:
    if not request.information:
        yield Refusal(RefusalCode.NOTHING_ASKED, "Mark what is to be shared.")
    if request.recipient.is_class:
        yield Refusal(RefusalCode.NO_RECIPIENT, "Write who receives it, by name.")
    if len(claims) > 1:
        yield Refusal(RefusalCode.TWO_CLAIMS, "Rely on one exception, not on several.")
    if any(hold.stops(request) for hold in holds):
        yield Refusal(
            RefusalCode.LEGAL_REQUEST,
            "A legal request about this client is open. Nothing goes to a court, a lawyer or into "
            "a proceeding until the program’s lawyer has settled it.",
        )


def _by_claim(request: DisclosureRequest, claim: Claim, at: datetime) -> Decision:
    if problems := tuple(claim.problems(request, at)):
        return Decision(request=request, refusals=problems)
    beyond = request.information - claim.reach
    reasons = (
        (Refusal(RefusalCode.REACH, "This exception does not reach that far.", beyond),)
        if beyond
        else ()
    )
    view = request.information & claim.reach
    if not view:
        return Decision(request=request, refusals=reasons)
    return Decision(
        request=request,
        basis=claim.kind,
        key=claim.key,
        view=view,
        withheld=reasons,
        statement=Statement.NONE if claim.kind is BasisKind.TO_CLIENT else Statement.SHORT,
        elements=claim.elements(),
    )


def _by_consent(request: DisclosureRequest, consents: Iterable[Consent], at: datetime) -> Decision:
    """On the one consent that covers most of it."""
    best: Consent | None = None
    view: frozenset[InformationKind] = frozenset()
    known = tuple(consents)
    for consent in known:
        covered = covered_part(consent, request, at)
        if len(covered) > len(view):
            best, view = consent, covered
    if best is None:
        return Decision(request=request, refusals=tuple(_why_none(request, known, at)))
    signed_at = best.signed_at()
    assert signed_at is not None  # it covers
    left_out = request.information - view
    return Decision(
        request=request,
        basis=BasisKind.CONSENT,
        key=best.id,
        view=view,
        withheld=(
            (Refusal(RefusalCode.CONSENT, "The consent does not cover this.", left_out),)
            if left_out
            else ()
        ),
        statement=_statement(request),
        scope=ConsentScope(
            consent_key=best.id,
            signed_at=signed_at,
            information=best.terms.information,
            recipients=best.terms.recipients,
            purposes=best.terms.purposes,
            expiry=best.terms.expiry,
        ),
    )


def covered_part(
    consent: Consent, request: DisclosureRequest, at: datetime
) -> frozenset[InformationKind]:
    """The kinds asked for that this consent covers, each asked by itself."""
    return frozenset(
        kind
        for kind in request.information
        if covers(consent, request.asked_of_consent(frozenset({kind})), at).is_covering
    )


def _why_none(
    request: DisclosureRequest, consents: tuple[Consent, ...], at: datetime
) -> Iterator[Refusal]:
    """What is wrong with those that come nearest: of this client, and for this recipient."""
    near = [
        one
        for one in consents
        if one.client_key == request.client_key
        and any(known.takes_in(request.recipient) for known in one.terms.recipients)
    ]
    words: dict[str, None] = {}
    for consent in near:
        state = [reason.words for reason in state_reasons(consent, at)]
        coverage = covers(consent, request.asked_of_consent(request.information), at)
        for one in state or [reason.words for reason in coverage.reasons]:
            words.setdefault(one)
    if not words:
        yield Refusal(RefusalCode.NO_CONSENT, "No consent names this recipient. Ask the client.")
    for one in words:
        yield Refusal(RefusalCode.CONSENT, f"There is a consent for this recipient, but: {one}")


def _statement(request: DisclosureRequest) -> Statement:
    """Long wherever there is room for it and always for a proceeding; both are allowed."""
    if request.purpose is Purpose.LEGAL_PROCEEDING:
        return Statement.LONG
    is_brief = request.form in {DisclosureForm.MESSAGE, DisclosureForm.ORAL}
    return Statement.SHORT if is_brief else Statement.LONG


def _restricted(found: Decision, restrictions: tuple[Restriction, ...], at: datetime) -> Decision:
    """The decision with what the client asked to keep back taken out."""
    if not found.is_allowed:
        return found
    struck = frozenset[InformationKind]().union(
        *(one.struck(found.request, at) for one in restrictions)
    )
    kept_back = struck & found.view
    if not kept_back:
        return found
    if found.basis not in RESTRICTABLE:
        is_emergency = found.basis is BasisKind.MEDICAL_EMERGENCY
        return replace(found, after=(ASK_NOT_TO_USE,)) if is_emergency else found
    reason = Refusal(
        RefusalCode.RESTRICTION, "The client asked to keep this back, and we agreed.", kept_back
    )
    view = found.view - kept_back
    if not view:
        return Decision(request=found.request, refusals=(*found.withheld, reason))
    return replace(found, view=view, withheld=(*found.withheld, reason))
