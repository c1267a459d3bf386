"""Eight weeks of STAGE-12: groups that one joins anywhere, talks alone, and the harm signal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.rosters import Part, parts_at_event
from stepwell.domain.protocols.session_plan import SessionRefused, check_may_hold, session_plan
from stepwell.domain.protocols.standing import Standing, standing
from stepwell.queries.protocols import protocol

from .strands import DAY, badly_timed

STAGE = protocol("stage-12")
GROUPS = ("acceptance", "people-places-things", "surrender", "getting-active", "emotions")
EXTRA = {"relink", "case-review"}


def course(*sessions: tuple[int, str]) -> History:
    """Each with the day it was held on."""
    contacts = tuple(Contact(DAY + timedelta(days=day), slug) for day, slug in sessions)
    return History(DAY, "inside-program", contacts=contacts)


def on(history: History, day: int) -> Standing:
    return standing(STAGE, history, DAY + timedelta(days=day))


def offered(history: History, day: int) -> set[str]:
    """Beside the calls and reviews, which are there from the first day."""
    found = {one.session for one in on(history, day).next}
    assert found >= EXTRA
    return found - EXTRA


WHOLE = course(
    (1, "link"), (3, "surrender"), (10, "getting-active"), (17, "emotions"), (24, "follow-up"),
    (24, "acceptance"), (31, "people-places-things"),
)  # fmt: skip


def test_agenda_fills_its_time_whichever_strands_are_open() -> None:
    assert badly_timed(STAGE) == []


def test_group_is_joined_at_any_topic_while_the_talks_alone_keep_their_order() -> None:
    assert offered(course(), 0) == {"link", *GROUPS}
    middle = course((1, "link"), (3, "surrender"))
    found = on(middle, 4)
    assert {one.session for one in found.next if not one.is_repeat} - EXTRA == {
        "follow-up",
        *GROUPS,
    } - {"surrender"}
    assert [(one.session, one.rule) for one in found.not_yet] == [("onward", "closing")]
    with pytest.raises(SessionRefused):
        check_may_hold(STAGE, "follow-up", course((3, "surrender")), DAY + timedelta(days=4))


def test_last_talk_waits_for_all_others_or_for_the_eight_weeks() -> None:
    assert "onward" in offered(WHOLE, 32)
    most = replace(WHOLE, contacts=WHOLE.contacts[:-1])
    assert "onward" not in offered(most, 32)
    assert "onward" in offered(most, 56)
    done = WHOLE.with_contacts([Contact(DAY + timedelta(days=50), "onward")])
    assert on(done, 50).completed_by == "closing"


def test_enough_is_two_talks_and_three_groups() -> None:
    two = [(1, "link"), (20, "follow-up")]
    three = [(3, "surrender"), (10, "emotions"), (17, "acceptance")]
    assert on(course(*two, *three), 30).dose.is_adequate
    assert not on(course(*two[:1], *three), 30).dose.is_adequate
    assert not on(course(*two, *three[:2]), 30).dose.is_adequate
    twice = course(*two, *three[:2], (24, "surrender"))
    assert not on(twice, 30).dose.is_adequate, "a topic had twice is one topic"


def test_missed_topic_comes_round_again_and_shuts_nothing() -> None:
    history = course((1, "link"), (3, "surrender")).with_contacts(
        [Contact(DAY + timedelta(days=10), "emotions", Outcome.MISSED)]
    )
    steps = {one.session: one for one in on(history, 11).next}
    assert steps["emotions"].rules == ("topics", "make-up-round")
    assert not steps["acceptance"].is_make_up
    at = DAY + timedelta(days=11)
    assert parts_at_event(STAGE, "acceptance", {"x": history}, at)["x"] == (
        Part.TOPIC,
        "acceptance",
    )


def test_use_in_week_four_asks_for_a_case_review_and_not_in_week_three() -> None:
    using = replace(WHOLE, use_on=tuple(DAY + timedelta(days=n) for n in (5, 12, 19)))
    assert "still-using" not in on(using, 20).branches
    assert "return-to-use" in on(using, 20).branches
    assert "still-using" in on(using, 21).branches
    assert "still-using" not in on(using, 33).branches, "fourteen days without use"

    plan = session_plan(STAGE, "follow-up", using, DAY + timedelta(days=21))
    assert "more-care" in {one.id for one in plan.safety}
    assert "waiting" in {one.id for one in plan.proscribed}
    assert "change-plan" in {one.id for one in plan.topics}
    assert "still-using" not in on(WHOLE, 21).branches
    reviews = [Contact(DAY + timedelta(days=n), "case-review") for n in (21, 28, 35)]
    after = on(using.with_contacts(reviews), 36)
    assert "case-review" not in {one.session for one in after.next}
    assert after.dose.emergencies == 3
    assert [mark.completed for mark in after.dose.marks] == [2, 5]


def test_what_is_late_is_said_while_enough_is_within_reach() -> None:
    assert "link-late" not in on(course(), 6).branches
    assert {"link-late"} == set(on(course(), 7).branches)
    assert "few-groups" in on(course((1, "link"), (3, "surrender")), 28).branches
    assert "few-talks" in on(course((1, "link")), 42).branches
    assert "few-talks" not in on(WHOLE, 42).branches


def test_link_is_renewed_until_they_went_and_not_when_they_declined() -> None:
    linked = course((1, "link"))
    assert "no-meeting" in on(linked, 5).branches
    went = replace(linked, meetings_on=(DAY + timedelta(days=4),))
    assert {"attended"} == {"attended", "no-meeting"} & set(on(went, 5).branches)
    declined = replace(linked, spells=(Spell(DAY, Circumstance.DECLINES_FELLOWSHIP),))
    assert set(on(declined, 5).branches) == {"declines"}
    plan = session_plan(STAGE, "relink", declined, DAY + timedelta(days=5))
    assert [one.id for one in plan.tasks] == ["other-now"]
