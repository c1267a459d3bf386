"""What narrows or stops a disclosure that would otherwise be allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.request import DisclosureRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Asked for by the client and accepted by the program (42 CFR 2.26, `peers.md` P11).

    recipient: None for everyone; without a name, the whole class. information, purposes: empty
    for all. A request that was not accepted is none of these.
    """

    id: str
    accepted_at: datetime
    recipient: Recipient | None = None
    information: frozenset[InformationKind] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    ended_at: datetime | None = None

    def struck(self, request: DisclosureRequest, at: datetime) -> frozenset[InformationKind]:
        """Which of what is asked for it keeps back at `at`."""
        if self.accepted_at > at or (self.ended_at is not None and self.ended_at <= at):
            return frozenset()
        receivers = [request.recipient, *([request.participant] if request.participant else [])]
        if self.recipient is not None and not any(
            self.recipient.takes_in(one) for one in receivers
        ):
            return frozenset()
        if self.purposes and request.purpose not in self.purposes:
            return frozenset()
        return request.information & (self.information or frozenset(InformationKind))


class HoldKind(StrEnum):
    LEGAL_REQUEST = "legal_request"


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal request about the client that no lawyer has settled yet: nothing leaves for a court,
    a lawyer or a proceeding while it is open (`peers.md` P14). key: of the legal request.
    """

    kind: HoldKind
    key: str

    def stops(self, request: DisclosureRequest) -> bool:
        return request.is_legal
