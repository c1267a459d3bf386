"""Facilitation for dual diagnosis: the guest, the modules, and what being unstable changes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.definition import items_of
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.rosters import Part, parts_at_event
from stepwell.domain.protocols.session_plan import SessionRefused, check_may_hold, session_plan
from stepwell.domain.protocols.standing import standing
from stepwell.queries.protocols import protocol

from .strands import DAY, badly_timed

DUAL = protocol("dual-diagnosis-tsf")
CORE = ("acceptance", "medication", "social-skills", "surrender", "getting-active")
ENTRIES = {"m1-two-illnesses", "m2-going-in", "m3-hope"}
GROUPS = {one for one in DUAL.sessions if re.match(r"m\d-", one)}
LATER = re.compile(r"\bSteps? (4|5|Four|Five)\b|later steps", re.IGNORECASE)


def course(*sessions: str, variant: str = "individual") -> History:
    """One contact a week."""
    weeks = enumerate(sessions)
    contacts = tuple(Contact(DAY + timedelta(weeks=n), slug) for n, slug in weeks)
    return History(DAY, variant, contacts=contacts)


def so(history: History, circumstance: Circumstance, since: int = 0) -> History:
    spell = Spell(DAY + timedelta(days=since), circumstance)
    return replace(history, spells=(*history.spells, spell))


def offered(history: History, days: int) -> set[str]:
    """Beside the extra contact to become steady, which is there from the first day."""
    found = {one.session for one in standing(DUAL, history, DAY + timedelta(days=days)).next}
    assert "steadying" in found
    return found - {"steadying"}


def test_agenda_fills_the_hour_whichever_strands_are_open() -> None:
    assert badly_timed(DUAL) == []


def test_guest_joins_the_second_session_and_the_topics_wait_for_it() -> None:
    assert offered(course(), 0) == {"introduction"}
    assert offered(course("introduction"), 7) == {"guest"}
    assert DUAL.sessions["guest"].kind is SessionKind.PEER_JOINED
    started = course("introduction", "guest")
    assert offered(started, 14) == {"acceptance", "medication", "social-skills"}

    told_to_stop = course("introduction")
    check_may_hold(DUAL, "medication", told_to_stop, DAY, reason="Was told to stop lithium")
    with pytest.raises(SessionRefused, match="It waits for: A guest"):
        check_may_hold(DUAL, "medication", told_to_stop, DAY)


def test_missed_guest_visit_is_had_next_and_somebody_calls_after_ten_days() -> None:
    missed = replace(
        course("introduction"),
        contacts=(Contact(DAY, "introduction"),
                  Contact(DAY + timedelta(weeks=1), "guest", Outcome.MISSED)),
    )  # fmt: skip
    found = standing(DUAL, missed, DAY + timedelta(days=11))
    assert {one.session: one.is_make_up for one in found.next} == {
        "guest": True,
        "steadying": False,
    }
    assert found.due
    assert found.due.is_overdue


def test_twelve_visits_end_with_the_closing_one() -> None:
    electives = ("rhythm", "emotions", "relationships")
    eleven = course("introduction", "guest", *CORE, *electives, "medication")
    assert offered(eleven, 77) == {"closing"}
    ten = course("introduction", "guest", *CORE, *electives)
    assert {"closing", "looking-back", "medication"} <= offered(ten, 70)
    whole_course = course("introduction", "guest", *CORE, "closing")
    whole = standing(DUAL, whole_course, DAY + timedelta(weeks=7))
    assert whole.is_complete
    assert whole.dose.is_adequate


def test_partner_session_comes_after_being_alone_and_once() -> None:
    with_partner = so(course("introduction", "guest"), Circumstance.PARTNER_TAKES_PART)
    with pytest.raises(SessionRefused):
        check_may_hold(DUAL, "family", with_partner, DAY + timedelta(days=14), reason="Now")
    later = so(course("introduction", "guest", "acceptance"), Circumstance.PARTNER_TAKES_PART)
    assert "family" in offered(later, 21)


def test_nothing_speaks_of_the_later_steps_while_someone_is_unstable() -> None:
    ready = course("introduction", "guest", *CORE)
    assert "looking-back" in offered(ready, 49)
    unstable = so(ready, Circumstance.UNSTABLE, since=40)
    at = DAY + timedelta(days=49)
    assert "looking-back" not in offered(unstable, 49)
    with pytest.raises(SessionRefused, match="no session about Step 4"):
        check_may_hold(DUAL, "looking-back", unstable, at, reason="Asked for it")

    def words(history: History, slug: str) -> set[str]:
        plan, prose = session_plan(DUAL, slug, history, at), DUAL.words(slug)
        lists = ("agenda", "topics", "exercises", "tasks")
        shown = [prose.of(name, one.id) for name in lists for one in getattr(plan, name)]
        return {one.title for one in shown if LATER.search(f"{one.title} {one.body}")}

    others = [slug for slug in DUAL.sessions if slug != "looking-back"]
    assert {slug for slug in others if words(ready, slug)} == {
        "getting-active",
        "m2-taking-part",
        "closing",
    }
    assert not any(words(unstable, slug) for slug in others)
    plan = session_plan(DUAL, "medication", unstable, at)
    assert "step-four-unstable" in {one.id for one in plan.proscribed}
    assert "unstable-daily" in {one.id for one in plan.safety}


def test_no_task_of_any_session_works_on_step_four() -> None:
    for slug, session in DUAL.sessions.items():
        for name, item in items_of(session):
            if name in ("tasks", "exercises"):
                assert not LATER.search(DUAL.words(slug).of(name, item.id).title)


def test_group_is_entered_at_the_start_of_any_module_and_left_at_none() -> None:
    new = course("introduction", variant="modules")
    assert offered(course(variant="modules"), 0) == {"introduction"}
    assert offered(new, 7) == ENTRIES
    entered = course("introduction", "m2-going-in", variant="modules")
    assert offered(entered, 14) == GROUPS
    both = {"new": new, "inside": entered}
    at = DAY + timedelta(days=14)
    assert parts_at_event(DUAL, "m2-guest", both, at) == {
        "new": (Part.NOT_NOW, ""),
        "inside": (Part.TOPIC, "m2-guest"),
    }
    assert parts_at_event(DUAL, "m3-hope", both, at)["new"] == (Part.TOPIC, "m3-hope")


def test_missed_group_shuts_nothing_and_comes_round_again() -> None:
    history = course("introduction", "m2-going-in", variant="modules").with_contacts(
        [Contact(DAY + timedelta(weeks=2), "m2-guest", Outcome.MISSED)]
    )
    found = standing(DUAL, history, DAY + timedelta(weeks=3))
    steps = {one.session: one for one in found.next}
    assert not steps["m2-speaking"].is_make_up
    assert steps["m2-guest"].rules == ("second-module", "make-up-round")


def test_every_module_has_its_guest_in_the_second_week() -> None:
    order = [one for one in DUAL.definition.sessions if one in GROUPS]
    kinds = [DUAL.sessions[one].kind for one in order]
    assert kinds == [SessionKind.GROUP, SessionKind.PEER_JOINED, *[SessionKind.GROUP] * 2] * 3
    assert {order[n] for n in (0, 4, 8)} == ENTRIES


def test_course_of_modules_closes_with_three_groups_of_each() -> None:
    nine = [one for one in DUAL.definition.sessions if one in GROUPS and "guest" not in one]
    assert "closing" in offered(course("introduction", *nine, variant="modules"), 70)
    assert "closing" not in offered(course("introduction", *nine[1:], variant="modules"), 70)
    assert "closing" in offered(course("introduction", nine[0], variant="modules"), 24 * 7)


@pytest.mark.parametrize("variant", ["individual", "modules"])
def test_bipolar_profile_opens_whichever_way_it_is_given(variant: str) -> None:
    usual = course(variant=variant)
    profile = so(usual, Circumstance.BIPOLAR)
    for slug in ("medication", "m2-taking-part", "closing"):
        before, after = (session_plan(DUAL, slug, one, DAY) for one in (usual, profile))
        assert {one.id for one in after.review} - {one.id for one in before.review} == {
            "sleep-energy"
        }
        assert "no-sleep" in {one.id for one in after.safety}
        assert len(after.topics) == len(before.topics) + 1


def test_return_to_use_and_going_nowhere_change_the_review() -> None:
    history = replace(course("introduction", "guest"), use_on=(DAY + timedelta(days=10),))
    at = DAY + timedelta(days=14)
    assert {"return-to-use", "no-meeting"} <= set(standing(DUAL, history, at).branches)
    review = {one.id for one in session_plan(DUAL, "acceptance", history, at).review}
    assert {"before-use", "what-stopped"} <= review
    went = replace(history, meetings_on=(DAY + timedelta(days=12),))
    review = {one.id for one in session_plan(DUAL, "acceptance", went, at).review}
    assert "before-use" in review
    assert "what-stopped" not in review
    late = replace(history, use_on=(DAY + timedelta(days=38),))
    assert "still-using" in standing(DUAL, late, DAY + timedelta(days=40)).branches


def test_who_declines_is_asked_about_other_groups_alone() -> None:
    history = so(course("introduction", "guest"), Circumstance.DECLINES_FELLOWSHIP)
    at = DAY + timedelta(days=15)
    assert "no-meeting" not in standing(DUAL, history, at).branches
    plan = session_plan(DUAL, "social-skills", history, at)
    assert {one.id for one in plan.tasks} == {"practice-elsewhere"}
    blocks = {one.id for one in plan.agenda}
    assert "other-group" in blocks
    assert "getting-there" not in blocks
