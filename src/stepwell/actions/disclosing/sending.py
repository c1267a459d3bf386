"""What someone asks the gate to let out."""

from __future__ import annotations

from dataclasses import dataclass

from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import BasisKind, DisclosureForm
from stepwell.domain.disclosures.exceptions import Claim
from stepwell.domain.disclosures.request import DisclosureRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """claim: the exception relied on; None for a consent. words: what is said or sent besides what
    the record holds. address: where it goes. document: a slug for what it is.
    """

    recipient: Recipient
    purpose: Purpose
    information: frozenset[InformationKind]
    form: DisclosureForm
    participant: Recipient | None = None
    claim: Claim | None = None
    purpose_words: str = ""
    words: str = ""
    address: str = ""
    document: str = "record"

    @property
    def basis(self) -> BasisKind:
        return self.claim.kind if self.claim else BasisKind.CONSENT

    def request(self, client_key: str) -> DisclosureRequest:
        return DisclosureRequest(
            client_key=client_key,
            recipient=self.recipient,
            purpose=self.purpose,
            information=self.information,
            form=self.form,
            participant=self.participant,
        )
