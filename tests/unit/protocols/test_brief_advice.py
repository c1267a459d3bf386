"""Brief advice: safety before all, asking again in time, and a link where advice did nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.items import GateAction
from stepwell.domain.protocols.session_plan import SessionRefused, check_may_hold, session_plan
from stepwell.domain.protocols.standing import Standing, standing
from stepwell.queries.protocols import protocol

from .strands import DAY, badly_timed

ADVICE = protocol("brief-advice")
FIRST = {"talk": "advice", "five-minutes": "advice-short", "caller": "caller"}
FELLOWSHIP = re.compile(r"\bmeetings?\b|\bmembers?\b|\bAA\b|\bNA\b", re.IGNORECASE)


def course(variant: str, *contacts: tuple[int, str]) -> History:
    """Each with the day it was held on."""
    held = tuple(Contact(DAY + timedelta(days=day), slug) for day, slug in contacts)
    return History(DAY, variant, contacts=held)


def on(history: History, day: int) -> Standing:
    return standing(ADVICE, history, DAY + timedelta(days=day))


def offered(history: History, day: int) -> set[str]:
    return {one.session for one in on(history, day).next}


def test_agenda_fills_its_time_whichever_strands_are_open() -> None:
    assert badly_timed(ADVICE) == []


@pytest.mark.parametrize(("variant", "first"), FIRST.items())
def test_advice_then_asking_again_is_the_whole_course(variant: str, first: str) -> None:
    assert offered(course(variant), 0) == {first}
    advised = course(variant, (0, first))
    assert "follow-up" in offered(advised, 1)
    assert not on(advised, 1).dose.is_adequate
    whole = on(course(variant, (0, first), (7, "follow-up")), 7)
    assert whole.is_complete
    assert whole.dose.is_adequate


def test_longer_talk_can_be_added_with_a_reason_where_the_first_was_short() -> None:
    short = course("five-minutes", (0, "advice-short"))
    assert offered(short, 1) == {"follow-up", "advice"}
    at = DAY + timedelta(days=1)
    with pytest.raises(SessionRefused, match="by need"):
        check_may_hold(ADVICE, "advice", short, at)
    check_may_hold(ADVICE, "advice", short, at, reason="Asked for more")
    assert offered(course("talk", (0, "advice")), 1) == {"follow-up"}


def test_asking_again_is_overdue_after_two_weeks_and_can_be_tried_again() -> None:
    advised = course("talk", (0, "advice"))
    for day, is_overdue in ((14, False), (15, True)):
        due = on(advised, day).due
        assert due
        assert due.is_overdue is is_overdue
    assert "not-asked" in on(advised, 14).branches
    missed = Contact(DAY + timedelta(days=7), "follow-up", Outcome.MISSED)
    (step,) = on(advised.with_contacts([missed]), 8).next
    assert (step.session, step.is_make_up) == ("follow-up", True)
    undecided = Contact(DAY + timedelta(days=7), "follow-up", Outcome.PARTIAL)
    assert offered(advised.with_contacts([undecided]), 8) == {"follow-up"}


def test_who_has_not_gone_gets_a_link_and_who_went_does_not() -> None:
    advised = course("talk", (0, "advice"))
    branches = {one.id: one for one in ADVICE.branches("talk")}
    assert branches["no-meeting"].suggests == ("systematic-linkage",)
    assert "no-meeting" in on(advised, 7).branches
    went = replace(advised, meetings_on=(DAY + timedelta(days=3),))
    assert {"attended"} == set(on(went, 7).branches)
    used = replace(advised, use_on=(DAY + timedelta(days=4),))
    plan = session_plan(ADVICE, "follow-up", used, DAY + timedelta(days=7))
    assert {"stopped", "use"} <= {one.id for one in plan.review}


@pytest.mark.parametrize("slug", ADVICE.sessions)
def test_safety_comes_first_in_every_session_and_is_missed_when_left_out(slug: str) -> None:
    plan = session_plan(ADVICE, slug, course("talk"), DAY)
    assert plan.agenda[0].id == "safety"
    gates = {one.id: one.action for one in plan.safety}
    assert gates["withdrawal"] is gates["danger"] is GateAction.STOP
    left_out = replace(course("talk"), contacts=(Contact(DAY, slug, skipped=("safety",)),))
    assert "safety-skipped" in on(left_out, 1).branches
    assert "safety-skipped" not in on(course("talk", (0, slug)), 1).branches


@pytest.mark.parametrize("slug", ADVICE.sessions)
def test_who_declines_hears_of_other_groups_alone(slug: str) -> None:
    declined = replace(
        course("talk", (0, "advice")), spells=(Spell(DAY, Circumstance.DECLINES_FELLOWSHIP),)
    )
    at = DAY + timedelta(days=7)
    plan, words = session_plan(ADVICE, slug, declined, at), ADVICE.words(slug)
    shown = [words.of("agenda", one.id) for one in plan.agenda if one.track]
    shown += [words.of(n, one.id) for n in ("tasks", "materials") for one in getattr(plan, n)]
    assert shown
    assert not [one.title for one in shown if FELLOWSHIP.search(f"{one.title} {one.body}")]
    assert not plan.readings
    assert "no-meeting" not in standing(ADVICE, declined, at).branches
