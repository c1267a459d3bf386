"""A client's consents as the rules see them. Not audited here: faces read through actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from stepwell.domain.access.actor import Actor
from stepwell.domain.consents.consent import Consent, Revocation, Signature
from stepwell.domain.consents.kinds import InformationKind, SignatureMethod, SignerRole
from stepwell.domain.consents.minors import signers_needed
from stepwell.domain.consents.notice_served import NoticeFacts
from stepwell.domain.consents.pressure import PressureFacts, SentBy
from stepwell.domain.consents.storing import recipients_of, terms_of
from stepwell.queries.consent_forms import minor_rules
from stepwell.queries.found import as_id, found
from stepwell.records.people.models import (
    Client,
    ConsentRevocation,
    ConsentSignature,
    NoticeReceipt,
    PrivacyFacts,
)
from stepwell.records.people.models import Consent as ConsentRow
from stepwell.records.people.models.consent import ConsentQuerySet


def consent_rows(actor: Actor) -> ConsentQuerySet:
    """All of the actor's organization, drafts too. The frame, not what the actor may see."""
    if not actor.organization_id:
        return ConsentRow.objects.none()
    return ConsentRow.objects.filter(
        client__organization_id=actor.organization_id, discarded_at=None
    )


def found_consent(
    actor: Actor, consent_id: UUID | str, *, is_own: bool, is_locked: bool = False
) -> ConsentRow:
    """One with all that the rules need, whoever may see it there.

    Args:
        is_own: look only among the actor's own, as a member.
        is_locked: hold the row until the transaction ends.

    Raises:
        NotFound: there is none in reach.
    """
    scope = consent_rows(actor).with_events()
    if is_own:
        scope = scope.filter(client__member_id=as_id(actor.key), client__merged_into=None)
    if is_locked:
        scope = scope.select_for_update(of=("self",))
    return found(scope, consent_id)


def consents_of(client_id: UUID) -> tuple[Consent, ...]:
    """All that were drawn up for a client and not discarded, the latest first, in three queries."""
    rows = ConsentRow.objects.filter(client_id=client_id, discarded_at=None).with_events()
    return tuple(as_consent(row) for row in rows)


def as_consent(row: ConsentRow, *, is_new: bool = False) -> Consent:
    """row: with its signatures, revocations, client and organization at hand.

    is_new: not saved yet, so nothing has happened to it.
    """
    return Consent(
        id=str(row.pk),
        client_key=str(row.client_id),
        terms=terms_of(row.terms),
        signatures=() if is_new else tuple(map(_signature, row.signatures.all())),
        revocations=() if is_new else tuple(map(_revocation, row.revocations.all())),
        needed_signers=frozenset(SignerRole(one) for one in row.needed_signers.split(",") if one),
        ended_at=row.ended_at,
        false_since=row.false_since,
        time_zone=row.client.organization.time_zone,
    )


def notice_facts_of(client: Client) -> NoticeFacts:
    """Whether and when the patient notice was given; a receipt in any version counts."""
    return notice_facts_for([client])[client.pk]


def notice_facts_for(clients: Sequence[Client]) -> dict[UUID, NoticeFacts]:
    """As notice_facts_of, by client, in one query however many there are."""
    served: dict[UUID, datetime] = {}
    could_not: dict[UUID, datetime] = {}
    receipts = NoticeReceipt.objects.filter(client__in=[one.pk for one in clients])
    for client, outcome, at in receipts.values_list("client_id", "outcome", "given_at"):
        if outcome == NoticeReceipt.Outcome.COULD_NOT_YET:
            could_not[client] = at
        else:
            served.setdefault(client, at)
    return {
        one.pk: NoticeFacts(one.created_at, served.get(one.pk), could_not.get(one.pk))
        for one in clients
    }


def privacy_facts_of(client: Client) -> dict[str, str | bool]:
    row = PrivacyFacts.objects.filter(client=client).first()
    return dict(row.facts) if row else {}


def pressure_facts_of(client: Client) -> PressureFacts:
    facts = privacy_facts_of(client)
    return PressureFacts(
        sent_by=SentBy(str(facts.get("sent_by") or SentBy.UNKNOWN)),
        said_voluntary_at=_instant(facts.get("said_voluntary_at")),
        offered_secular_at=_instant(facts.get("offered_secular_at")),
    )


def signers_of(client: Client) -> frozenset[SignerRole]:
    """Who signs for this client. Raises MinorRuleUnknown."""
    facts = privacy_facts_of(client)
    return signers_needed(
        minor_rules().of(str(facts.get("state", ""))),
        is_minor=bool(facts.get("is_minor")),
        came_alone=bool(facts.get("came_alone")),
    )


def _instant(text: str | bool | None) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None


def _signature(row: ConsentSignature) -> Signature:
    return Signature(SignerRole(row.role), row.name, SignatureMethod(row.method), row.signed_at)


def _revocation(row: ConsentRevocation) -> Revocation:
    return Revocation(
        at=row.revoked_at,
        recipients=recipients_of(row.recipients),
        information=frozenset(InformationKind(one) for one in row.information),
    )
