"""From answers to a level, under each shipped policy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.safety.library_file import SafetyFileError
from stepwell.domain.safety.triage import (
    Answer,
    AnswersRefused,
    Level,
    TriagePolicy,
    missing_answers,
    parse_policy,
    triage,
)
from stepwell.library import read_bytes
from stepwell.queries.safety_library import triage_policy

POLICIES = ("columbia-default-v1", "spier-v1")
YES, NO, DECLINED = Answer.YES, Answer.NO, Answer.DECLINED
NONE_OF_IT = {"1": NO, "2": NO, "6": NO}
FULL = dict.fromkeys(("1", "2", "3", "4", "5", "6", "6b"), NO)

answers = st.fixed_dictionaries({key: st.sampled_from(list(Answer)) for key in FULL})
policies = st.sampled_from(POLICIES).map(triage_policy)


@pytest.mark.parametrize(
    ("policy", "yes", "level"),
    [
        ("columbia-default-v1", "", Level.NONE),
        ("columbia-default-v1", "1", Level.LOW),
        ("columbia-default-v1", "2", Level.LOW),
        ("columbia-default-v1", "3", Level.MODERATE),
        ("columbia-default-v1", "4", Level.HIGH),
        ("columbia-default-v1", "5", Level.HIGH),
        ("columbia-default-v1", "6", Level.MODERATE),
        ("columbia-default-v1", "6b", Level.HIGH),
        ("spier-v1", "4", Level.MODERATE),
        ("spier-v1", "5", Level.HIGH),
    ],
)
def test_triage_of_each_answer(policy: str, yes: str, level: Level) -> None:
    found = triage(triage_policy(policy), FULL | ({yes: YES} if yes else {}))

    assert found.level is level
    assert found.because == ((yes,) if yes else ())


def test_triage_skips_what_a_no_makes_needless_and_asks_the_rest() -> None:
    policy = triage_policy("columbia-default-v1")

    assert triage(policy, NONE_OF_IT).level is Level.NONE
    assert missing_answers(policy, {"1": NO, "2": YES, "6": NO}) == ("3", "4", "5")
    with pytest.raises(AnswersRefused, match="Question 3, 4, 5 has no answer"):
        triage(policy, {"1": NO, "2": YES, "6": NO})
    with pytest.raises(AnswersRefused, match="no question 9"):
        triage(policy, FULL | {"9": NO})


def test_triage_keeps_what_was_declined() -> None:
    found = triage(triage_policy("columbia-default-v1"), FULL | {"2": DECLINED})

    assert found.declined == ("2",)
    assert not found.is_complete


@settings(max_examples=25)
@given(policies, answers, st.sampled_from(list(FULL)))
def test_triage_one_yes_more_never_lowers_the_level(
    policy: TriagePolicy, given_answers: dict[str, Answer], question: str
) -> None:
    before = triage(policy, given_answers)
    after = triage(policy, given_answers | {question: YES})

    assert after.level.rank >= before.level.rank
    assert (before.level is Level.NONE) == (YES not in given_answers.values())
    assert all(given_answers[one] is YES for one in before.because)


@pytest.mark.parametrize("name", POLICIES)
def test_shipped_policies_say_that_they_await_a_review_and_whose_the_form_is(name: str) -> None:
    policy = triage_policy(name)

    assert not policy.reviewed_by
    assert "UNVERIFIED" in policy.note
    assert policy.owner_url == "https://cssrs.columbia.edu"
    assert policy.name == name


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('any_yes = ["3", "6"]', 'any_yes = ["3", "8"]', 'names question "8"'),
        ('any_yes = ["1", "2"]', 'any_yes = ["1"]', 'a yes to question "2" means'),
        ('[hints.5]\nen = "Past month: about a plan"\n', "[hints.5]\n", 'question "5" has no hint'),
        ('level = "high"', 'level = "dire"', "columbia.toml"),
    ],
)
def test_broken_policy_is_refused(before: str, after: str, said: str) -> None:
    text = read_bytes("safety/policies/columbia-default-v1.toml").decode()
    assert before in text
    with pytest.raises(SafetyFileError) as refusal:
        parse_policy(text.replace(before, after).encode(), "columbia.toml")
    assert said in str(refusal.value)


def test_unknown_policy_is_not_there() -> None:
    with pytest.raises(KeyError):
        triage_policy("columbia-default-v9")
