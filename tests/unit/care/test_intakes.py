"""What an intake asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from stepwell.domain.care.diagnoses import CodeSystem, checked_code
from stepwell.domain.care.goals import GoalKind, check_goal
from stepwell.domain.care.intakes import (
    IntakeFacts,
    IntakeNeed,
    check_may_admit,
    needs_left,
    needs_of,
)
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.consents.pressure import PressureFacts, SentBy

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
DONE = IntakeFacts(
    is_notice_given=True,
    are_consents_settled=True,
    is_screener_asked=True,
    pressure=PressureFacts(SentBy.NOBODY, None, AT),
)


def test_everyone_is_owed_the_same_and_whoever_is_sent_one_word_more() -> None:
    assert needs_left(IntakeFacts()) == (
        IntakeNeed.NOTICE,
        IntakeNeed.SCREENER,
        IntakeNeed.ASK_WHO_SENT,
        IntakeNeed.OFFER_SECULAR,
        IntakeNeed.CONSENTS,
    )
    sent = replace(DONE, pressure=PressureFacts(SentBy.COURT, None, AT))
    assert needs_left(DONE) == ()
    assert needs_left(sent) == (IntakeNeed.SAY_IT_IS_VOLUNTARY,)
    assert IntakeNeed.SAY_IT_IS_VOLUNTARY not in needs_of(DONE)


def test_secular_options_are_owed_to_those_who_came_by_themselves() -> None:
    facts = replace(DONE, pressure=PressureFacts(SentBy.NOBODY))

    assert needs_left(facts) == (IntakeNeed.OFFER_SECULAR,)


def test_admission_waits_or_says_why_it_cannot() -> None:
    check_may_admit(DONE, reason="")
    early = replace(DONE, is_notice_given=False)

    with pytest.raises(CareRefused, match="1 of the steps"):
        check_may_admit(early, reason=" ")
    check_may_admit(early, reason="In withdrawal; we give the notice tomorrow.")


def test_no_reason_makes_up_for_a_safety_path_that_nobody_has_taken() -> None:
    facts = replace(DONE, has_untaken_path=True)

    with pytest.raises(CareRefused, match="nobody is on it"):
        check_may_admit(facts, reason="It is late.")


@pytest.mark.parametrize(
    ("system", "code", "kept"),
    [
        (CodeSystem.ICD_10_CM, " f10.20 ", "F10.20"),
        (CodeSystem.SNOMED_CT, "7200002", "7200002"),
        (CodeSystem.OTHER, "local-4", "local-4"),
        (CodeSystem.ICD_10_CM, "alcohol", None),
        (CodeSystem.SNOMED_CT, "F10", None),
        (CodeSystem.OTHER, "", None),
    ],
)
def test_code_of_a_diagnosis_has_the_shape_of_its_system(
    system: CodeSystem, code: str, kept: str | None
) -> None:
    if kept is None:
        with pytest.raises(CareRefused):
            checked_code(system, code)
    else:
        assert checked_code(system, code) == kept


def test_goal_of_abstinence_says_from_what_and_counts_from_no_coming_day() -> None:
    on = date(2026, 11, 25)
    check_goal(GoalKind.UNDECIDED, (), None, on)
    check_goal(GoalKind.ABSTINENCE, ("alcohol",), on, on)
    with pytest.raises(CareRefused, match="which substances"):
        check_goal(GoalKind.ABSTINENCE, (), None, on)
    with pytest.raises(CareRefused, match="lies ahead"):
        check_goal(GoalKind.ABSTINENCE, ("alcohol",), date(2026, 11, 26), on)
