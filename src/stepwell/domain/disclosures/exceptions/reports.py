"""Reports to the police about a crime here, and of suspected child abuse."""

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
class CrimeReport(Claim):
    """A crime on the premises or against staff, or a threat of one; nothing from treatment.

    incident: what happened. whereabouts: where the person was last, "" if that is not told.
    Source: 42 CFR 2.12(c)(5); `peers.md` P13.
    """

    kind: ClassVar[BasisKind] = BasisKind.CRIME

    is_on_premises: bool
    is_against_staff: bool
    is_to_police: bool
    incident: str
    whereabouts: str = ""

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if not (self.is_on_premises or self.is_against_staff):
            yield missing(
                "is_on_premises",
                "This is only for a crime, or a threat of one, on the premises or against staff. "
                "Anything else needs consent or a court order.",
            )
        if not self.is_to_police:
            yield missing("is_to_police", "Such a report goes to the police only.")
        if is_short(self.incident):
            yield missing("incident", "Write in a sentence what happened, and nothing more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAbuseReport(Claim):
    """The first report that state law asks for. The records themselves stay protected: whatever is
    asked afterwards needs consent or a court order.

    law: under which the report is made. Source: 42 CFR 2.12(c)(6); `peers.md` P13.
    """

    kind: ClassVar[BasisKind] = BasisKind.CHILD_ABUSE

    is_first: bool
    law: str
    concern: str

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if not self.is_first:
            yield missing(
                "is_first",
                "Only the first report may go out so. Follow-up questions need the client’s "
                "consent or a court order.",
            )
        if not self.law.strip():
            yield missing("law", "Name the state law under which you report.")
        if is_short(self.concern):
            yield missing("concern", "Write in a sentence what you report.")
