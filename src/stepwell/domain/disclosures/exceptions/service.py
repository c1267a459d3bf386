"""To those who work for the program under a signed agreement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from stepwell.domain.consents.kinds import RecipientKind
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.exceptions.claim import Claim, missing
from stepwell.domain.disclosures.refusal import Refusal
from stepwell.domain.disclosures.request import DisclosureRequest

NEVER = frozenset(
    {
        RecipientKind.EMPLOYER,
        RecipientKind.COURT,
        RecipientKind.FAMILY,
        RecipientKind.VOLUNTEER,
        RecipientKind.LAWYER,
    }
)
"""A volunteer of a fellowship is neither staff nor a service organization (`peers.md` §2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceUse(Claim):
    """agreement_key, party, services, signed_on, ends_on: of the agreement in the register.

    Source: 42 CFR 2.11 "qualified service organization", 2.12(c)(4) [K]; `peers.md` P16.
    """

    kind: ClassVar[BasisKind] = BasisKind.SERVICE_AGREEMENT

    agreement_key: str
    party: str
    services: str
    signed_on: date
    ends_on: date | None
    what_for: str

    @property
    def key(self) -> str:
        return self.agreement_key

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if self.signed_on > at.date():
            yield missing("agreement", "The agreement is not signed yet.")
        if self.ends_on is not None and self.ends_on < at.date():
            yield missing("agreement", "The agreement is over. Sign a new one first.")
        if request.recipient.kind in NEVER:
            yield missing("recipient", "Such a recipient is no service organization: ask consent.")
        if request.recipient.name.split() != self.party.split():
            yield missing("recipient", "The agreement is with someone else.")
        if not self.what_for.strip():
            yield missing("what_for", "Write which of the agreed services this is for.")
