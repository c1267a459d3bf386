"""Signed consents as rows, without the pages on which they are signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from stepwell.domain.consents.kinds import SignatureMethod, SignerRole
from stepwell.domain.consents.storing import plain_recipients, plain_terms
from stepwell.domain.consents.terms import ConsentTerms, Recipient
from stepwell.records.people.models import Client, Consent, ConsentRevocation, ConsentSignature


def keep_consent(client: Client, terms: ConsentTerms, *, at: datetime) -> Consent:
    """Signed by the client at `at`, on the form for named recipients if `terms` name no other."""
    terms = replace(terms, template=terms.template or "named", version=terms.version or 1)
    row = Consent.objects.create(
        client=client,
        kind=terms.kind,
        template=terms.template,
        version=terms.version,
        language=terms.language,
        terms=plain_terms(terms),
        needed_signers=SignerRole.CLIENT.value,
        expires_on=terms.expiry.on,
        drawn_up_at=at,
        drawn_up_by="test",
        signed_at=at,
    )
    ConsentSignature.objects.create(
        consent=row,
        role=SignerRole.CLIENT,
        name=terms.client_name,
        method=SignatureMethod.TYPED,
        signed_at=at,
    )
    return row


def take_back(
    consent: Consent, *, at: datetime, recipients: tuple[Recipient, ...] = ()
) -> ConsentRevocation:
    return ConsentRevocation.objects.create(
        consent=consent,
        revoked_at=at,
        revoked_by="test",
        way=ConsentRevocation.Way.WRITTEN,
        recipients=plain_recipients(recipients),
    )
