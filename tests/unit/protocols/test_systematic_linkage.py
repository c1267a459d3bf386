"""One course of each kind of linkage, with what goes otherwise than planned."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.session_plan import SessionPlan, session_plan
from stepwell.domain.protocols.standing import Standing, standing
from stepwell.queries.protocols import protocol, published_versions

from .strands import DAY, badly_timed

LINKAGE = protocol("systematic-linkage")
STEPS = ("support-matters", "go-together", "keep-going")
DUAL = ("dual-groups", "dual-member", "dual-first-visits", "dual-keeping")
TWELVE_STEP = re.compile(r"\bAA\b|\bNA\b|sponsor\b|fellowship|twelve-step", re.IGNORECASE)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def course(*sessions: str, variant: str = "intensive") -> History:
    """One contact a week."""
    contacts = tuple(Contact(after(7 * n), slug) for n, slug in enumerate(sessions))
    return History(DAY, variant, contacts=contacts)


def at(history: History, days: int) -> Standing:
    return standing(LINKAGE, history, after(days))


def offered(history: History, days: int) -> set[str]:
    return {one.session for one in at(history, days).next}


def plan(history: History, session: str, days: int) -> SessionPlan:
    return session_plan(LINKAGE, session, history, after(days))


def ids(items: tuple[object, ...]) -> set[str]:
    return {one.id for one in items}  # type: ignore[attr-defined]


def test_agenda_fills_the_time_whichever_strands_are_open() -> None:
    assert badly_timed(LINKAGE) == []


@pytest.mark.parametrize("slug", ["network-support", "systematic-linkage"])
def test_protocols_that_a_branch_suggests_are_shipped(slug: str) -> None:
    shipped = {one.slug for one in published_versions()}
    suggested = {name for rule in protocol(slug).definition.branches for name in rule.suggests}
    assert suggested
    assert suggested <= shipped - {slug}


def test_three_steps_follow_one_another_with_calls_in_between() -> None:
    assert offered(course(), 0) == {"support-matters", "relink-call"}
    assert offered(course(STEPS[0]), 7) == {"go-together", "relink-call"}
    whole = at(course(*STEPS), 21)
    assert whole.is_complete
    assert whole.dose.is_adequate
    called = course(STEPS[0]).with_contacts(
        Contact(after(n), "relink-call", Outcome.COMPLETED) for n in (2, 3, 4)
    )
    assert offered(called, 7) == {"go-together"}
    assert (at(called, 7).dose.needed_done, at(called, 7).dose.emergencies) == (1, 3)


def test_who_did_not_go_is_linked_again_and_who_went_goes_on() -> None:
    history = course(STEPS[0])
    stayed_away = plan(history, "go-together", 7)
    assert "not-gone" in at(history, 7).branches
    assert {"again", "other-member"} <= ids(stayed_away.topics)
    assert not {"next-meetings", "numbers"} & ids(stayed_away.topics)
    went = plan(replace(history, meetings_on=(after(4),)), "go-together", 7)
    assert {"next-meetings", "numbers"} <= ids(went.topics)
    assert not {"again", "other-member"} & ids(went.topics)
    assert "read-one" in ids(went.tasks)


def test_missing_one_of_three_sessions_is_told_by_week_five() -> None:
    missed = course(STEPS[0]).with_contacts([Contact(after(7), STEPS[1], Outcome.MISSED)])
    step = next(one for one in at(missed, 8).next if one.session == "go-together")
    assert step.is_make_up
    assert at(missed, 15).due.is_overdue  # type: ignore[union-attr]
    assert "steps-missing" not in at(missed, 27).branches
    assert "steps-missing" in at(missed, 28).branches
    assert "steps-missing" not in at(course(*STEPS), 28).branches


def test_session_without_the_call_is_noticed_until_the_next_one_has_it() -> None:
    contact = Contact(DAY, "support-matters", skipped=("call",))
    history = History(DAY, "intensive", contacts=(contact,))
    assert "no-call" in at(history, 1).branches
    called = history.with_contacts([Contact(after(7), "go-together")])
    assert "no-call" not in at(called, 8).branches


def test_one_call_has_a_meeting_within_a_week_and_a_look_back() -> None:
    history = course("call-together", variant="community-access")
    attend = next(one for one in plan(history, "call-together", 0).tasks if one.id == "attend")
    assert attend.due_days == 7
    assert offered(history, 7) == {"look-back", "relink-call"}
    assert at(history, 11).due.is_overdue  # type: ignore[union-attr]
    assert at(course("call-together", "look-back", variant="community-access"), 8).is_complete


def test_dual_focused_groups_are_four_begin_with_the_first_and_wait_for_nobody() -> None:
    dual = course(variant="dual-focused")
    assert offered(dual, 0) == {"dual-groups", "relink-call"}
    missed = course(DUAL[0], variant="dual-focused").with_contacts(
        [Contact(after(7), "dual-member", Outcome.MISSED)]
    )
    steps = {one.session: one for one in at(missed, 14).next}
    assert set(steps) == {*DUAL[1:], "relink-call"}
    assert steps["dual-member"].rules == ("dual-all", "dual-make-up")
    assert all(LINKAGE.sessions[one].kind == "group" for one in DUAL)
    three = course(*DUAL[:3], variant="dual-focused")
    assert not at(three, 30).is_complete
    assert "dual-missing" in at(three, 42).branches
    assert at(course(*DUAL, variant="dual-focused"), 42).dose.is_adequate


def test_mental_illness_shows_groups_for_both_in_every_variant() -> None:
    ill = replace(course(), spells=(Spell(DAY, Circumstance.PSYCHOSIS),))
    shown = plan(ill, "support-matters", 0)
    assert "dual-groups" in ids(shown.topics)
    assert "medicine" in ids(shown.safety)
    assert {"dual", "psychosis"} <= set(at(ill, 0).branches)
    assert "dual-groups" not in ids(plan(course(), "support-matters", 0).topics)
    assert "medicine" in ids(plan(course(variant="dual-focused"), "dual-member", 0).safety)


def test_who_declines_is_linked_to_another_kind_of_group_in_the_same_way() -> None:
    no = replace(course(STEPS[0]), spells=(Spell(after(1), Circumstance.DECLINES_FELLOWSHIP),))
    assert {"declines", "not-gone"} <= set(at(no, 7).branches)
    for slug in ("call-together", "look-back", *STEPS, "relink-call"):
        words, shown = LINKAGE.words(slug), plan(no, slug, 7)
        assert any(one.kind == "attend" for one in shown.tasks)
        assert shown.readings == ()
        for name in ("topics", "tasks"):
            for item in getattr(shown, name):
                assert not TWELVE_STEP.search(words.of(name, item.id).title), (slug, item.id)


def test_use_keeps_the_link_and_asks_whom_to_call() -> None:
    used = replace(course(STEPS[0]), use_on=(after(5),))
    assert offered(used, 7) == offered(course(STEPS[0]), 7)
    assert "tonight" in ids(plan(used, "go-together", 7).topics)
    assert "after-use" in ids(plan(used, "go-together", 7).review)
    assert "tonight" not in ids(plan(used, "go-together", 19).topics)
