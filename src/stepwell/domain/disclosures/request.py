"""What someone wants to let out, to whom, what for and how."""

from __future__ import annotations

from dataclasses import dataclass

from stepwell.domain.consents.coverage import ConsentRequest
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import DisclosureForm


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRequest:
    """client_key: opaque. participant: of an exchange, where it goes through one."""

    client_key: str
    recipient: Recipient
    purpose: Purpose
    information: frozenset[InformationKind]
    form: DisclosureForm
    participant: Recipient | None = None

    @property
    def is_legal(self) -> bool:
        """Whether it is for a court, a lawyer or a proceeding."""
        return self.recipient.kind in {RecipientKind.COURT, RecipientKind.LAWYER} or (
            self.purpose in {Purpose.LEGAL_PROCEEDING, Purpose.COURT_REQUIREMENT}
        )

    def asked_of_consent(self, information: frozenset[InformationKind]) -> ConsentRequest:
        return ConsentRequest(
            client_key=self.client_key,
            recipient=self.recipient,
            purpose=self.purpose,
            information=information,
            participant=self.participant,
        )
