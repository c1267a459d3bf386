"""Choosing an intervention: what is suggested, why, and that nothing is made up."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.protocols.answers import ALLOWED, Answers, circumstances_of
from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.choice_points import Lean, check_choice_card, load_choice_card
from stepwell.domain.protocols.choosing import Generic, Suggestion, Verdict, suggest
from stepwell.domain.protocols.loading import load_protocol
from stepwell.domain.protocols.problems import ProtocolRefused
from stepwell.library.choosing import choice_files
from stepwell.queries.protocol_choice import choice_cards, suggestions
from stepwell.queries.protocols import evidence_cards, latest_protocols
from unit.protocols.made_up import made_up

DUAL = Answers(
    setting="outpatient", format="group", dual_diagnosis="bipolar", exposure="none", youth="yes"
)
answers = st.builds(
    Answers,
    **{name: st.sampled_from(["", *sorted(allowed)]) for name, allowed in ALLOWED.items()},
    substances=st.lists(st.sampled_from(["alcohol", "cocaine"]), unique=True).map(tuple),
)


def found(given: Answers, slug: str, variant: str) -> Suggestion:
    (one,) = (
        one for one in suggestions(given) if (one.protocol.slug, one.variant) == (slug, variant)
    )
    return one


def ids(one: Suggestion, lean: Lean) -> set[str]:
    return {reason.id for reason in one.of(lean)}


@pytest.mark.parametrize("one", latest_protocols(), ids=lambda one: one.slug)
def test_shipped_protocol_has_a_choice_card_that_names_what_is_there(one: Any) -> None:
    card = choice_cards()[one.slug]

    assert check_choice_card("", card, one, {one.id: one for one in evidence_cards()}) == []
    assert any(point.lean is not Lean.FOR for point in card.points), "it has no fault at all"


def test_suggestion_explains_itself_with_evidence_and_cautions() -> None:
    one = found(DUAL, "systematic-linkage", "dual-focused")

    assert one.verdict is Verdict.FITS
    assert ids(one, Lean.FOR) >= {Generic.GIVEN_IN_GROUPS, "dual-tested"}
    reason = next(reason for reason in one.reasons if reason.id == "dual-tested")
    assert reason.text == one.protocol.words().of("claims", "dual-who").title
    assert (reason.basis, reason.source) == ("source", "S25, S121")
    assert "dual-focused-referral" in {card.id for card in one.evidence}
    assert len(one.cautions) == len(one.protocol.definition.contraindications)


def test_unfavorable_findings_stand_beside_the_favorable_ones() -> None:
    given = Answers(woman="yes", network="few_sober", fellowship="declines", format="individual")
    one = found(given, "network-support", "with-rewards")

    assert one.verdict is Verdict.FITS
    assert {"women", "few-friends", "rewards"} <= ids(one, Lean.CAUTION)
    assert "declines" in ids(one, Lean.FOR)


def test_what_speaks_against_comes_last_and_is_still_named() -> None:
    given = Answers(format="individual", fellowship="declines", dual_diagnosis="none")
    every = suggestions(given)
    against = [one for one in every if one.verdict is Verdict.AGAINST]

    assert every[-len(against) :] == tuple(against)
    assert "unwilling" in ids(found(given, "systematic-linkage", "intensive"), Lean.AGAINST)
    assert Generic.GIVEN_OTHERWISE in ids(found(given, "maaez", "group"), Lean.AGAINST)


def test_nothing_asked_says_nothing_for_or_against() -> None:
    assert all(
        one.verdict is Verdict.OPEN and not one.of(Lean.FOR) for one in suggestions(Answers())
    )


@given(answers)
def test_every_variant_is_named_once_and_the_order_of_the_library_does_not_matter(
    given: Answers,
) -> None:
    every = suggestions(given)

    assert {(one.protocol.slug, one.variant) for one in every} == {
        (one.slug, variant.id) for one in latest_protocols() for variant in one.definition.variants
    }
    turned = suggest(given, latest_protocols()[::-1], choice_cards(), evidence_cards()[::-1])
    assert [(one.title, one.variant, one.reasons) for one in turned] == [
        (one.title, one.variant, one.reasons) for one in every
    ]
    verdicts = [list(Verdict).index(one.verdict) for one in every]
    assert verdicts == sorted(verdicts)
    for one in every:
        assert all(reason.text or reason.id in set(Generic) for reason in one.reasons)
        assert all(reason.source for reason in one.reasons)


def test_made_up_protocol_is_suggested_without_any_code() -> None:
    protocol = load_protocol(made_up())
    card = load_choice_card(
        "seventh.toml",
        b'protocol = "seventh"\n[[points]]\nid = "p"\nlean = "for"\n'
        b'when = { youth = ["yes"] }\nitem = "claims.one"\n',
    )

    (one,) = suggest(Answers(youth="yes", partner="would_join"), [protocol], {"seventh": card}, ())

    assert one.verdict is Verdict.FITS
    assert [(reason.id, reason.text) for reason in one.reasons] == [
        (Generic.TAKES_PARTNER, ""),
        ("p", "Words"),
    ]


def test_answers_become_the_circumstances_that_branches_ask_for() -> None:
    given = Answers(
        dual_diagnosis="bipolar", partner="would_join", beliefs="secular", network="few_sober"
    )

    assert set(circumstances_of(given)) == {
        Circumstance.DUAL_DIAGNOSIS,
        Circumstance.BIPOLAR,
        Circumstance.PARTNER_TAKES_PART,
        Circumstance.SECULAR,
        Circumstance.FEW_SOBER_CONTACTS,
    }
    assert circumstances_of(Answers(dual_diagnosis="none", partner="nobody")) == ()
    assert {one.name for one in fields(Answers)} == {*ALLOWED, "substances"}


GOOD = choice_files()["maaez.toml"].decode()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('lean = "for"', 'lean = "perhaps"', "lean"),
        ('beliefs = ["secular"]', 'beliefs = ["flat-earth"]', '"flat-earth" is no answer'),
        ("beliefs =", "hat =", 'Nobody asks "hat"'),
        ('item = "claims.setting"', "", "one of item, finding and text"),
        ('item = "claims.setting"', 'text = "No stop"', "a whole sentence and a source"),
        ('protocol = "maaez"', 'protocol = "other"', 'It is about "other"'),
        ('id = "leader"', 'id = "who-gained"', "stands twice"),
        ("[[points]]", "[[point]]", "point"),
    ],
)
def test_mistake_in_a_choice_card_is_refused_with_its_place(old: str, new: str, told: str) -> None:
    assert old in GOOD
    with pytest.raises(ProtocolRefused) as refused:
        load_choice_card("maaez.toml", GOOD.replace(old, new, 1).encode())
    assert told in str(refused.value)
    assert "maaez.toml" in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("claims.setting", "claims.hats"),
        ("maaez-trial/for-whom", "maaez-trial/nobody"),
        ("maaez-trial/for-whom", "no-trial/for-whom"),
        ('id = "leader"', 'id = "leader"\nvariants = ["alone"]'),
    ],
)
def test_reference_to_what_is_not_there_is_found(old: str, new: str) -> None:
    card = load_choice_card("maaez.toml", GOOD.replace(old, new, 1).encode())
    (maaez,) = (one for one in latest_protocols() if one.slug == "maaez")

    assert len(check_choice_card("", card, maaez, {one.id: one for one in evidence_cards()})) == 1
