"""One course of Project MATCH facilitation, and what happens otherwise than planned."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.session_plan import (
    SessionPlan,
    SessionRefused,
    check_may_hold,
    session_plan,
)
from stepwell.domain.protocols.standing import Standing, standing
from stepwell.queries.protocols import protocol

from .strands import DAY, badly_timed

MATCH = protocol("match-tsf")
CORE = ("introduction", "acceptance", "surrender", "getting-active")
ROUTINES = "people-places-routines"
ELECTIVES = {"genograms", "enabling", ROUTINES, "emotions", "moral-inventories", "relationships"}
TOGETHER = {"conjoint-enabling", "conjoint-detaching"}
FELLOWSHIP = re.compile(r"\bAA\b|\bNA\b|Alcoholics|sponsor\b|meeting|member\b", re.IGNORECASE)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def course(*sessions: str, variant: str = "standard") -> History:
    """One contact a week."""
    contacts = tuple(Contact(after(7 * n), slug) for n, slug in enumerate(sessions))
    return History(DAY, variant, contacts=contacts)


def so(history: History, what: Circumstance, since: int = 0, until: int | None = None) -> History:
    end = None if until is None else after(until)
    return replace(history, spells=(*history.spells, Spell(after(since), what, end)))


def at(history: History, days: int) -> Standing:
    return standing(MATCH, history, after(days))


def offered(history: History, days: int) -> set[str]:
    return {one.session for one in at(history, days).next}


def plan(history: History, session: str, days: int) -> SessionPlan:
    return session_plan(MATCH, session, history, after(days))


def ids(items: tuple[object, ...]) -> set[str]:
    return {one.id for one in items}  # type: ignore[attr-defined]


def test_agenda_fills_the_time_whichever_strands_are_open() -> None:
    assert badly_timed(MATCH) == []


def test_core_comes_first_and_in_order_then_further_topics_by_need() -> None:
    for done in range(4):
        expected = {CORE[done], *CORE[:done], "emergency"}
        assert offered(course(*CORE[:done]), 7 * done) == expected
    whole_core = course(*CORE)
    assert offered(whole_core, 28) == {*CORE, *ELECTIVES, "emergency"}
    with pytest.raises(SessionRefused, match="by need"):
        check_may_hold(MATCH, "emotions", whole_core, after(28))
    check_may_hold(MATCH, "emotions", whole_core, after(28), reason="Uses when angry")


def test_pressing_need_brings_a_topic_forward_only_with_a_reason() -> None:
    with pytest.raises(SessionRefused, match="open when the core is done"):
        check_may_hold(MATCH, "emotions", course("introduction"), after(7))
    check_may_hold(MATCH, "emotions", course("introduction"), after(7), reason="Her father died")


def test_missed_core_topic_is_made_up_and_the_next_one_waits() -> None:
    missed = course("introduction").with_contacts([Contact(after(7), "acceptance", Outcome.MISSED)])
    step = next(one for one in at(missed, 14).next if one.session == "acceptance")
    assert (step.is_make_up, step.rules) == (True, ("core", "make-up"))
    waiting = next(one for one in at(missed, 14).not_yet if one.session == "surrender")
    assert waiting.waits_for == ("acceptance",)
    assert at(missed, 15).due.is_overdue  # type: ignore[union-attr]
    assert "core-missing" in at(missed, 49).branches


def test_topic_that_needs_more_time_takes_two_visits_and_no_third() -> None:
    assert "acceptance" in offered(course(*CORE[:2]), 14)
    assert "acceptance" not in offered(course(*CORE[:2], "acceptance"), 21)


def test_partner_comes_twice_at_most_after_the_person_was_seen_alone() -> None:
    with_partner = so(course(), Circumstance.PARTNER_TAKES_PART)
    with pytest.raises(SessionRefused, match="seen alone"):
        check_may_hold(MATCH, "conjoint-enabling", with_partner, DAY, reason="Both are here")
    joined = so(course(*CORE[:2]), Circumstance.PARTNER_TAKES_PART, since=14, until=60)
    assert not TOGETHER & offered(joined, 13)
    assert offered(joined, 14) >= TOGETHER
    once = joined.with_contacts([Contact(after(14), "conjoint-enabling")])
    assert TOGETHER & offered(once, 21) == {"conjoint-detaching"}
    assert not TOGETHER & offered(once, 60)
    twice = once.with_contacts([Contact(after(21), "conjoint-detaching")])
    assert not TOGETHER & offered(twice, 28)
    assert at(twice, 28).dose.contacts == 4


def test_emergency_visit_counts_toward_nothing_and_is_had_twice() -> None:
    called = course(*CORE[:2]).with_contacts([Contact(after(9), "emergency")])
    assert "emergency" in offered(called, 14)
    assert (at(called, 14).dose.needed_done, at(called, 14).dose.emergencies) == (2, 1)
    again = called.with_contacts([Contact(after(10), "emergency")])
    assert "emergency" not in offered(again, 14)
    assert offered(again, 14) == offered(course(*CORE[:2]), 14) - {"emergency"}


def test_closing_is_the_twelfth_or_has_a_reason_or_comes_when_the_weeks_are_over() -> None:
    ten = course(*CORE, "surrender", *sorted(ELECTIVES - {ROUTINES}))
    assert "termination" not in offered(ten, 70)
    with pytest.raises(SessionRefused, match="twelfth"):
        check_may_hold(MATCH, "termination", ten, after(70))
    check_may_hold(MATCH, "termination", ten, after(70), reason="Moves away")
    eleven = ten.with_contacts([Contact(after(70), ROUTINES)])
    assert offered(eleven, 77) == {"termination", "emergency"}
    assert "termination" in offered(course(*CORE), 84)
    whole = at(eleven.with_contacts([Contact(after(77), "termination")]), 78)
    assert (whole.completed_by, whole.next) == ("closing", ())
    assert whole.dose.is_adequate
    assert whole.dose.contacts == 12


def test_routines_are_core_in_their_own_variant() -> None:
    four = course(*CORE, variant="routines-core")
    assert offered(four, 28) == {*CORE, ROUTINES, "emergency"}
    assert offered(course(*CORE, ROUTINES, variant="routines-core"), 35) >= ELECTIVES
    assert "core-for-you" in ids(plan(four, ROUTINES, 28).topics)
    assert "core-for-you" not in ids(plan(course(*CORE), ROUTINES, 28).topics)


def test_no_meeting_is_asked_about_and_a_meeting_for_its_reactions() -> None:
    history = course(*CORE[:2])
    assert "not-gone" in at(history, 14).branches
    assert {"obstacle", "reactions"} <= ids(plan(history, "surrender", 14).review)
    went = replace(history, meetings_on=(after(9),))
    assert "gone" in at(went, 14).branches
    assert "obstacle" not in ids(plan(went, "surrender", 14).review)


def test_use_turns_to_people_within_a_day_and_bars_nothing() -> None:
    history = course(*CORE[:2])
    used = replace(history, use_on=(after(12),))
    assert offered(used, 14) == offered(history, 14)
    shown = plan(used, "surrender", 14)
    assert {"who-was-called", "first-step"} <= ids(shown.review)
    soon = {one.id for one in shown.tasks if one.due_days == 1}
    assert soon == {"call-today", "today"}
    assert "call-today" not in ids(plan(used, "surrender", 26).tasks)
    late = replace(course(*CORE, *CORE), use_on=(after(40),))
    assert "still-using" in at(late, 41).branches


def test_who_declines_gets_no_task_of_a_fellowship_even_after_use() -> None:
    no = so(course(*CORE[:2]), Circumstance.DECLINES_FELLOWSHIP, since=14)
    no = replace(no, use_on=(after(13),))
    assert {"declines", "return-to-use"} <= set(at(no, 14).branches)
    assert not {"not-gone", "gone", "use-and-fellowship"} & set(at(no, 14).branches)
    for slug in MATCH.definition.sessions:
        shown, words = plan(no, slug, 14), MATCH.words(slug)
        assert shown.tasks
        for task in shown.tasks:
            assert not FELLOWSHIP.search(words.of("tasks", task.id).title), (slug, task.id)
        assert not [one for one in shown.readings if one.work.startswith(("Alcoholics", "Narc"))]
    assert "objection" in ids(plan(no, "surrender", 14).review)


def test_review_or_tasks_left_out_twice_are_noticed() -> None:
    contacts = tuple(
        Contact(after(7 * n), slug, skipped=("review", "next-tasks"))
        for n, slug in enumerate(CORE)
        if slug != "introduction"
    )
    assert {"review-skipped", "tasks-skipped"} <= set(
        at(History(DAY, "standard", contacts=contacts[:2]), 20).branches
    )


def test_unstable_mind_keeps_inventory_and_family_tree_away() -> None:
    unstable = so(course(*CORE), Circumstance.UNSTABLE)
    assert "unstable" in ids(plan(unstable, "moral-inventories", 28).contraindications)
    assert "steadiness" in ids(plan(unstable, "emotions", 28).review)
    assert ELECTIVES - offered(unstable, 28) == {"genograms", "moral-inventories"}
    with pytest.raises(SessionRefused, match="not settled"):
        check_may_hold(MATCH, "moral-inventories", unstable, after(28), reason="Asks for it")
