"""Why something may not leave, in words for whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stepwell.domain.consents.kinds import InformationKind


class RefusalCode(StrEnum):
    NOTHING_ASKED = "nothing_asked"
    NO_RECIPIENT = "no_recipient"
    NO_CONSENT = "no_consent"
    CONSENT = "consent"
    ELEMENT = "element"
    REACH = "reach"
    RESTRICTION = "restriction"
    LEGAL_REQUEST = "legal_request"
    TWO_CLAIMS = "two_claims"


@dataclass(frozen=True, slots=True)
class Refusal:
    """information: the kinds it is about; empty where it is about all. element: the field."""

    code: RefusalCode
    words: str
    information: frozenset[InformationKind] = frozenset()
    element: str = ""
