"""Facilitation in a problem-solving frame: what adults and young people are offered, and when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.session_plan import (
    SessionPlan,
    SessionRefused,
    check_may_hold,
    session_plan,
)
from stepwell.domain.protocols.standing import Standing, standing
from stepwell.queries.protocols import protocol

from .strands import DAY, badly_timed, sessions_of

CBT = protocol("cbt-tsf")
SKILLS = (
    "functional-analysis",
    "urges",
    "refusal",
    "problem-solving",
    "thoughts",
    "high-risk",
    "assertion",
    "mood",
    "network",
    "small-decisions",
    "lapse-plan",
)
ALONE = ("youth-goals", "youth-first-meeting")
GROUPS = (
    "youth-triggers",
    "youth-visit-one",
    "youth-urges",
    "youth-refusal",
    "youth-problem-solving",
    "youth-mood",
    "youth-visit-two",
)
FELLOWSHIP = re.compile(r"\bAA\b|\bNA\b|Alcoholics|sponsor\b|meeting|member\b|\bStep\b")


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def course(*sessions: str, variant: str = "adult") -> History:
    """One contact a week."""
    contacts = tuple(Contact(after(7 * n), slug) for n, slug in enumerate(sessions))
    return History(DAY, variant, contacts=contacts)


def so(history: History, what: Circumstance, since: int = 0) -> History:
    return replace(history, spells=(*history.spells, Spell(after(since), what)))


def at(history: History, days: int) -> Standing:
    return standing(CBT, history, after(days))


def offered(history: History, days: int) -> set[str]:
    return {one.session for one in at(history, days).next}


def plan(history: History, session: str, days: int) -> SessionPlan:
    return session_plan(CBT, session, history, after(days))


def ids(items: tuple[object, ...]) -> set[str]:
    return {one.id for one in items}  # type: ignore[attr-defined]


def test_agenda_fills_the_time_whichever_strands_are_open() -> None:
    assert badly_timed(CBT) == []


def test_twelve_visits_in_order_each_with_people_a_skill_and_an_obstacle() -> None:
    for done, slug in enumerate(SKILLS):
        assert offered(course(*SKILLS[:done]), 7 * done) == {slug, "extra-visit"}
    for slug in (*SKILLS, "continuation"):
        shown = plan(course(), slug, 0)
        minutes = {block.id: block.minutes for block in shown.agenda}
        assert (minutes["fellowship"], minutes["obstacle"]) == (10, 5)
        assert minutes["skill"] + minutes.get("practice", minutes.get("plan", 0)) >= 25
        assert "six-steps" in ids(shown.exercises)
    assert offered(course(*SKILLS), 77) == {"continuation", "extra-visit"}
    whole = at(course(*SKILLS, "continuation"), 78)
    assert (whole.completed_by, whole.dose.contacts) == ("closing", 12)
    assert whole.dose.is_adequate


def test_missed_visit_moves_the_others_and_a_pressing_skill_takes_a_reason() -> None:
    missed = course("functional-analysis").with_contacts(
        [Contact(after(7), "urges", Outcome.MISSED)]
    )
    (step,) = (one for one in at(missed, 14).next if one.session == "urges")
    assert step.is_make_up
    with pytest.raises(SessionRefused, match="build on each other"):
        check_may_hold(CBT, "lapse-plan", missed, after(14))
    check_may_hold(CBT, "lapse-plan", missed, after(14), reason="Used twice this week")
    assert "thin-start" in at(missed, 35).branches


def test_fellowship_part_left_out_twice_is_noticed_but_not_once() -> None:
    first = Contact(DAY, "functional-analysis", skipped=("fellowship",))
    second = Contact(after(7), "urges", skipped=("fellowship",))
    history = History(DAY, "adult", contacts=(first,))
    assert "fellowship-skipped" not in at(history, 7).branches
    assert "fellowship-skipped" in at(history.with_contacts([second]), 8).branches


def test_no_meeting_becomes_the_obstacle_of_the_day() -> None:
    history = course(*SKILLS[:2])
    assert "not-gone" in at(history, 14).branches
    assert "obstacle" in ids(plan(history, "refusal", 14).review)
    went = replace(history, meetings_on=(after(10),))
    assert "obstacle" not in ids(plan(went, "refusal", 14).review)


@pytest.mark.parametrize("variant", ["adult", "youth"])
def test_who_declines_has_the_same_time_for_others_and_the_same_skills(variant: str) -> None:
    usual = course(variant=variant)
    no = so(usual, Circumstance.DECLINES_FELLOWSHIP)
    for slug in set(sessions_of(CBT, variant)) - {"extra-visit", "youth-goals"}:
        with_it, without = plan(usual, slug, 0), plan(no, slug, 0)
        assert "fellowship" in ids(with_it.agenda)
        assert ids(without.agenda) == ids(with_it.agenda) - {"fellowship"} | {"other-group"}
        assert len(without.tasks) >= 2
        for task in without.tasks:
            assert not FELLOWSHIP.search(CBT.words(slug).of("tasks", task.id).title), slug
        assert without.readings == ()


def test_use_opens_the_chain_and_bars_nothing() -> None:
    history = course(*SKILLS[:3])
    used = replace(history, use_on=(after(18),))
    assert offered(used, 21) == offered(history, 21)
    shown = plan(used, "problem-solving", 21)
    assert "chain" in ids(shown.review)
    assert {"chain", "call-today", "today"} <= ids(shown.tasks)
    declined = so(used, Circumstance.DECLINES_FELLOWSHIP)
    assert "today" not in ids(plan(declined, "problem-solving", 21).tasks)
    assert "call-today" in ids(plan(declined, "problem-solving", 21).tasks)


def test_extra_visits_are_two_and_take_no_place() -> None:
    history = course(*SKILLS).with_contacts(Contact(after(n), "extra-visit") for n in (3, 4))
    assert offered(history, 77) == {"continuation"}
    assert (at(history, 77).dose.emergencies, at(history, 77).dose.needed_done) == (2, 11)


def test_young_people_have_two_visits_alone_then_seven_groups_then_the_closing_one() -> None:
    assert offered(course(variant="youth"), 0) == {"youth-goals", "extra-visit"}
    with pytest.raises(SessionRefused, match="both visits alone"):
        check_may_hold(CBT, "youth-urges", course(ALONE[0], variant="youth"), after(7))
    assert offered(course(*ALONE, variant="youth"), 14) == {*GROUPS, "extra-visit"}
    missed = course(*ALONE, GROUPS[3], variant="youth").with_contacts(
        [Contact(after(21), GROUPS[0], Outcome.MISSED)]
    )
    steps = {one.session: one for one in at(missed, 28).next}
    assert steps[GROUPS[0]].rules == ("youth-groups", "youth-next-round")
    assert set(GROUPS) - {GROUPS[3]} <= set(steps)
    nine = course(*ALONE, *reversed(GROUPS), variant="youth")
    assert offered(nine, 63) == {"youth-plan", "extra-visit"}
    whole = at(nine.with_contacts([Contact(after(63), "youth-plan")]), 64)
    assert (whole.completed_by, whole.dose.contacts) == ("youth-closing", 10)
    kinds = [CBT.sessions[slug].kind for slug in (*ALONE, *GROUPS, "youth-plan")]
    assert (kinds.count(SessionKind.INDIVIDUAL), kinds.count(SessionKind.GROUP)) == (2, 8)
    assert offered(course(), 0).isdisjoint({*ALONE, *GROUPS})


def test_parent_has_a_part_only_while_they_take_part() -> None:
    young = course(variant="youth")
    parent = so(young, Circumstance.PARENT_TAKES_PART, since=3)
    for slug in ALONE:
        assert "alone-part" in ids(plan(parent, slug, 2).agenda)
        shown = ids(plan(parent, slug, 3).agenda)
        assert "parent" in shown
        assert "alone-part" not in shown
    assert "parent-sheet" in ids(plan(parent, ALONE[0], 3).materials)
    for slug in (*GROUPS, "youth-plan"):
        assert "parent" not in ids(plan(parent, slug, 3).agenda)
    adult = so(course(), Circumstance.PARENT_TAKES_PART)
    assert "parent" not in at(adult, 0).branches


def test_young_person_is_asked_for_consent_and_about_home_in_every_session() -> None:
    for slug in (*ALONE, *GROUPS, "youth-plan"):
        shown = plan(course(variant="youth"), slug, 0)
        assert {"consent", "harm-at-home"} <= ids(shown.safety)
        assert {"telling-parents", "roster"} <= ids(shown.proscribed)
    assert "consent" not in ids(plan(course(), "urges", 0).safety)
    assert "consent" in ids(plan(so(course(), Circumstance.YOUTH), "urges", 0).safety)
