"""Notice before clinical work, minors by state rule, people whom someone has sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.consents.kinds import SignerRole
from stepwell.domain.consents.minors import (
    BOTH,
    CLIENT_ALONE,
    MinorRule,
    MinorRuleUnknown,
    signers_needed,
)
from stepwell.domain.consents.notice_served import (
    GRACE,
    NoticeFacts,
    check_notice_served,
    is_notice_served,
)
from stepwell.domain.consents.pressure import (
    PressureDuty,
    PressureFacts,
    SentBy,
    duties_left,
)

MADE = datetime(2026, 3, 2, 15, tzinfo=UTC)
LATER = MADE + GRACE + timedelta(seconds=1)


def test_clinical_record_stays_closed_after_the_grace_without_notice() -> None:
    never = NoticeFacts(MADE)
    check_notice_served(never, at=MADE + GRACE)
    with pytest.raises(AccessDenied, match="privacy notice") as refused:
        check_notice_served(never, at=LATER)
    assert refused.value.rule == "notice.not_served"
    assert not is_notice_served(never, at=MADE + timedelta(seconds=1), grace=timedelta())


def test_served_notice_could_not_yet_or_danger_opens_it() -> None:
    assert is_notice_served(NoticeFacts(MADE, served_at=MADE), at=LATER)
    assert not is_notice_served(NoticeFacts(MADE, served_at=LATER), at=LATER - timedelta.resolution,
                                grace=timedelta())  # fmt: skip
    assert is_notice_served(NoticeFacts(MADE, could_not_at=LATER), at=LATER + GRACE)
    assert is_notice_served(NoticeFacts(MADE), at=LATER, is_emergency=True)


def rule(may_seek_treatment_alone: bool | None) -> MinorRule:
    return MinorRule(
        state="XX",
        name="Nowhere",
        age_of_majority=18,
        may_seek_treatment_alone=may_seek_treatment_alone,
        basis="design",
        source="test",
        as_of="",
        checked_on=None,
        is_verified=False,
        words="",
    )


@pytest.mark.parametrize(
    ("law", "is_minor", "came_alone", "signers"),
    [
        (None, False, False, CLIENT_ALONE),
        (rule(True), True, True, CLIENT_ALONE),
        (rule(True), True, False, BOTH),
        (rule(False), True, True, BOTH),
    ],
)
def test_state_rule_says_who_signs(
    law: MinorRule | None, is_minor: bool, came_alone: bool, signers: frozenset[SignerRole]
) -> None:
    assert signers_needed(law, is_minor=is_minor, came_alone=came_alone) == signers


@pytest.mark.parametrize("law", [None, rule(None)])
def test_unknown_state_rule_lets_nobody_sign_for_a_minor(law: MinorRule | None) -> None:
    with pytest.raises(MinorRuleUnknown, match="counsel"):
        signers_needed(law, is_minor=True, came_alone=True)


def test_secular_options_are_owed_to_everyone_and_voluntary_to_those_sent() -> None:
    assert PressureDuty.OFFER_SECULAR in duties_left(PressureFacts(SentBy.NOBODY))
    assert duties_left(PressureFacts(SentBy.COURT)) == (
        PressureDuty.SAY_IT_IS_VOLUNTARY,
        PressureDuty.OFFER_SECULAR,
    )
    assert duties_left(PressureFacts(SentBy.EMPLOYER, MADE, MADE)) == ()
    assert duties_left(PressureFacts()) == (PressureDuty.ASK_WHO_SENT, PressureDuty.OFFER_SECULAR)
