"""A court order under subpart E together with what compels: neither is enough alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import REACH, BasisKind
from stepwell.domain.disclosures.exceptions.claim import Claim, missing
from stepwell.domain.disclosures.refusal import Refusal
from stepwell.domain.disclosures.request import DisclosureRequest

CONFIDENTIAL = frozenset({InformationKind.PROGRESS_NOTES, InformationKind.COUNSELING_NOTES})
"""What the client said in treatment: opened only where the order says so (2.63)."""


class OrderSection(StrEnum):
    """NON_CRIMINAL: 2.64. AGAINST_CLIENT: 2.65. AGAINST_PROGRAM: 2.66."""

    NON_CRIMINAL = "2.64"
    AGAINST_CLIENT = "2.65"
    AGAINST_PROGRAM = "2.66"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtOrder(Claim):
    """An order permits and does not compel; a subpoena compels and does not permit. Both, and a
    lawyer's look at them, are needed.

    request_key: of the legal request. ordered: the kinds the order names. subpoena_on: of the
    subpoena or other compulsory process. counsel: who looked, on counsel_on.
    Source: 42 CFR 2.61(a), (b), 2.63 to 2.66; `peers.md` P14.
    """

    kind: ClassVar[BasisKind] = BasisKind.COURT_ORDER

    request_key: str
    section: OrderSection | None
    court: str
    order_on: date | None
    subpoena_on: date | None
    counsel: str
    counsel_on: date | None
    ordered: frozenset[InformationKind]
    is_opening_confidential: bool = False

    @property
    def key(self) -> str:
        return self.request_key

    @property
    def reach(self) -> frozenset[InformationKind]:
        most = REACH[self.kind] & self.ordered
        return most if self.is_opening_confidential else most - CONFIDENTIAL

    def problems(self, request: DisclosureRequest, at: datetime) -> Iterator[Refusal]:
        if self.order_on is None or self.order_on > at.date():
            yield missing(
                "order_on",
                "A subpoena alone opens nothing. A court order under 42 CFR part 2 must be there.",
            )
        if self.subpoena_on is None or self.subpoena_on > at.date():
            yield missing(
                "subpoena_on",
                "The order permits, it does not compel. Wait for the subpoena that goes with it.",
            )
        if self.section is None:
            yield missing("section", "Say under which section the court ordered it.")
        if not self.court.strip():
            yield missing("court", "Write which court ordered it.")
        if not self.counsel.strip() or self.counsel_on is None or self.counsel_on > at.date():
            yield missing("counsel", "A lawyer of the program must look at both papers first.")
        if not self.ordered:
            yield missing("ordered", "Mark what the order names. Nothing else leaves.")
