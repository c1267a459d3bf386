"""To save someone, and to the client themself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.disclosures.exceptions.claim import Claim, is_short, missing
from stepwell.domain.disclosures.refusal import Refusal
from stepwell.domain.disclosures.request import DisclosureRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class MedicalEmergency(Claim):
    """To medical personnel only. Written down at once: who received it and of which facility, who
    told them, when, and what the emergency was.

    Source: 42 CFR 2.51(a), (c); `peers.md` P12. Who told them and when is for the gate to add.
    """

    kind: ClassVar[BasisKind] = BasisKind.MEDICAL_EMERGENCY

    is_medical: bool
    facility: str
    nature: str
    why_no_consent: str

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if not self.is_medical:
            yield missing("is_medical", "In an emergency, tell medical people only.")
        if not request.recipient.name.strip():
            yield missing("recipient_name", "Write the name of who received it.")
        if not self.facility.strip():
            yield missing("facility", "Write where they work; “none” if they belong to none.")
        if is_short(self.nature):
            yield missing("nature", "Write in a sentence what the emergency was.")
        if is_short(self.why_no_consent):
            yield missing("why_no_consent", "Write why the client could not be asked first.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToClient(Claim):
    """The client's own copy. how_identified: how staff, or the software, knew it is them."""

    kind: ClassVar[BasisKind] = BasisKind.TO_CLIENT

    how_identified: str

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if not self.how_identified.strip():
            yield missing("how_identified", "Write how you know that this is the client.")
