"""One course of Network Support, with what happens on the way: AA, rewards, a missed visit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.items import TaskEvidence, TaskKind
from stepwell.domain.protocols.ledger import DoneTask, NotEarned, ledger
from stepwell.domain.protocols.session_plan import SessionRefused, check_may_hold, session_plan
from stepwell.domain.protocols.standing import standing
from stepwell.queries.protocols import protocol

from .strands import DAY, badly_timed

NETWORK = protocol("network-support")
OPENING = ("network-map", "drinking-companions", "sampling", "first-contacts", "joining")
SKILLS = {"refusing", "conflict", "enjoyable", "loneliness", "helping"}
ELECTIVES = {"guide", "work", "parenting", "online"}
FELLOWSHIP = re.compile(r"\bAA\b|A\.A\.|Alcoholics|sponsor\b|fellowship|twelve-step", re.IGNORECASE)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def course(*sessions: str, variant: str = "standard") -> History:
    """One contact a week."""
    contacts = tuple(Contact(after(7 * n), slug) for n, slug in enumerate(sessions))
    return History(DAY, variant, contacts=contacts)


def so(history: History, circumstance: Circumstance, since: int = 0) -> History:
    return replace(history, spells=(*history.spells, Spell(after(since), circumstance)))


def offered(history: History, days: int) -> set[str]:
    return {one.session for one in standing(NETWORK, history, after(days)).next}


def test_agenda_fills_the_hour_whichever_strands_are_open() -> None:
    assert badly_timed(NETWORK) == []


def test_course_from_the_map_to_the_map_again() -> None:
    assert offered(course(), 0) == {"network-map"}
    assert offered(course(*OPENING[:1]), 7) == {"drinking-companions", *ELECTIVES}
    after_five = course(*OPENING)
    again = {"sampling", "first-contacts", "joining"}
    assert offered(after_five, 35) == SKILLS | ELECTIVES | again
    skills = ("refusing", "conflict", "enjoyable", "loneliness")
    assert "remap" in offered(course(*OPENING, *skills), 63)
    eleven = course(*OPENING, *skills, "work", "joining")
    assert offered(eleven, 77) == {"remap"}
    whole = standing(NETWORK, course(*OPENING, *skills, "work", "joining", "remap"), after(84))
    assert whole.completed_by == "closing"
    assert whole.dose.contacts == 12


def test_missed_visit_is_made_up_and_the_next_one_waits() -> None:
    history = course("network-map", "drinking-companions")
    missed = history.with_contacts([Contact(after(14), "sampling", Outcome.MISSED)])
    found = standing(NETWORK, missed, after(21))
    step = next(one for one in found.next if one.session == "sampling")
    assert step.is_make_up
    assert step.rules == ("opening", "make-up")
    assert "first-contacts" in {one.session for one in found.not_yet}
    assert found.due
    assert not found.due.is_overdue
    assert standing(NETWORK, missed, after(22)).due.is_overdue  # type: ignore[union-attr]


def test_declining_drops_everything_of_aa_and_can_be_taken_back() -> None:
    declined = so(course("network-map"), Circumstance.DECLINES_FELLOWSHIP, since=2)
    for slug in NETWORK.definition.sessions:
        plan, words = session_plan(NETWORK, slug, declined, after(7)), NETWORK.words(slug)
        for name in ("agenda", "topics", "exercises", "tasks", "materials"):
            for item in getattr(plan, name):
                said = words.of(name, item.id)
                assert not FELLOWSHIP.search(f"{said.title} {said.body}"), (slug, name, item.id)
        assert not [one for one in plan.readings if FELLOWSHIP.search(f"{one.work} {one.chapter}")]
        assert "other-network" in {block.id for block in plan.agenda}
    assert standing(NETWORK, declined, after(7)).branches == ("declines",)
    back = replace(declined, spells=(Spell(after(2), Circumstance.DECLINES_FELLOWSHIP, after(20)),))
    blocks = {one.id for one in session_plan(NETWORK, "sampling", back, after(20)).agenda}
    assert "fellowship" in blocks
    assert "other-network" not in blocks


def test_no_meeting_calls_for_another_act_only_of_who_wants_meetings() -> None:
    history = course("network-map")
    assert standing(NETWORK, history, after(7)).branches == ("no-meeting",)
    went = replace(history, meetings_on=(after(3),))
    assert standing(NETWORK, went, after(7)).branches == ("attended",)


def test_use_changes_the_review_and_bars_nothing() -> None:
    history = course(*OPENING[:3])
    used = replace(history, use_on=(after(16),))
    assert offered(used, 21) == offered(history, 21)
    plan = session_plan(NETWORK, "first-contacts", used, after(21))
    assert "who-was-there" in {one.id for one in plan.review}
    later = session_plan(NETWORK, "first-contacts", used, after(31))
    assert "who-was-there" not in {one.id for one in later.review}


def test_partner_comes_only_after_the_person_was_seen_alone() -> None:
    partner = so(course(), Circumstance.PARTNER_TAKES_PART)
    with pytest.raises(SessionRefused, match="seen alone"):
        check_may_hold(NETWORK, "partner", partner, DAY, reason="They are both here")
    seen = so(course("network-map"), Circumstance.PARTNER_TAKES_PART)
    assert "partner" in offered(seen, 7)
    assert "partner" not in offered(so(course("network-map", "partner"),
                                       Circumstance.PARTNER_TAKES_PART), 14)  # fmt: skip


def test_woman_is_told_and_asked_about_safety() -> None:
    woman = so(course("network-map"), Circumstance.WOMAN)
    plan = session_plan(NETWORK, "sampling", woman, after(7))
    assert "women" in {one.id for one in plan.safety}
    assert "women-groups" in {one.id for one in plan.topics}
    assert "women" not in {
        one.id for one in session_plan(NETWORK, "sampling", course("network-map"), DAY).safety
    }


def test_rewards_are_for_verified_acts_in_their_own_variant() -> None:
    shown, told = TaskEvidence.SHOWN, TaskEvidence.SELF_REPORT
    done = [
        DoneTask(after(7), TaskKind.CALL, told),
        DoneTask(after(7), TaskKind.JOURNAL, shown),
        DoneTask(after(7), TaskKind.SOCIAL, shown),
        DoneTask(after(7), TaskKind.CALL, shown),
    ]
    plan = session_plan(NETWORK, "sampling", course(variant="with-rewards"), DAY)
    assert [line.rule or line.why_not for line in ledger(plan.rewards, done)] == [
        NotEarned.NOT_VERIFIED,
        NotEarned.NOT_REWARDED,
        "network-act",
        NotEarned.ENOUGH,
    ]
    assert "ledger" in {one.id for one in plan.materials}
    usual = session_plan(NETWORK, "sampling", course(), DAY)
    assert usual.rewards == ()
    assert "ledger" not in {one.id for one in usual.materials}
