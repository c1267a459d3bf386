"""One word for how a consent stands, for lists."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from stepwell.domain.consents.consent import Consent
from stepwell.domain.consents.coverage import ReasonCode, state_reasons


class ConsentState(StrEnum):
    """PART_REVOKED: in force but for a part. DEFECTIVE: signed, and yet no ground to share."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    PART_REVOKED = "part_revoked"
    REVOKED = "revoked"
    ENDED = "ended"
    EXPIRED = "expired"
    DEFECTIVE = "defective"

    @property
    def is_open(self) -> bool:
        return self in {ConsentState.IN_FORCE, ConsentState.PART_REVOKED}


_FIRST = (
    (ReasonCode.REVOKED, ConsentState.REVOKED),
    (ReasonCode.FALSE, ConsentState.DEFECTIVE),
    (ReasonCode.EXPIRED_BY_EVENT, ConsentState.ENDED),
    (ReasonCode.EXPIRED_BY_DATE, ConsentState.EXPIRED),
    (ReasonCode.DEFECTIVE, ConsentState.DEFECTIVE),
)


def state_of(consent: Consent, at: datetime) -> ConsentState:
    """How it stands at `at`; the weightiest where several are true."""
    codes = {one.code for one in state_reasons(consent, at)}
    if ReasonCode.UNSIGNED in codes:
        return ConsentState.DRAFT
    for code, state in _FIRST:
        if code in codes:
            return state
    if any(one.at <= at for one in consent.revocations):
        return ConsentState.PART_REVOKED
    return ConsentState.IN_FORCE
