from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.items import TaskEvidence, TaskKind
from stepwell.domain.protocols.ledger import DoneTask, NotEarned, ledger
from stepwell.domain.protocols.loading import load_protocol
from stepwell.domain.protocols.rosters import Part, parts_at_event
from stepwell.domain.protocols.session_plan import SessionRefused, check_may_hold, session_plan
from stepwell.domain.protocols.standing import standing
from stepwell.domain.protocols.upgrading import UpgradeRefused, upgrade_history
from stepwell.queries.protocols import latest_protocols, protocol

from .made_up import made_up

DAY = date(2026, 1, 5)
MADE_UP = load_protocol(made_up())
ALL = (MADE_UP, *latest_protocols())
COURSES = [(one, variant.id) for one in ALL for variant in one.definition.variants]


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def course(*sessions: str, protocol: Protocol = MADE_UP, variant: str = "") -> History:
    """One contact a week."""
    contacts = tuple(Contact(after(7 * n), slug) for n, slug in enumerate(sessions))
    return History(DAY, variant or protocol.default_variant, contacts=contacts)


def offered(protocol: Protocol, history: History, at: date) -> dict[str, tuple[str, ...]]:
    return {one.session: one.rules for one in standing(protocol, history, at).next}


def test_made_up_protocol_offers_by_its_rules_and_says_which() -> None:
    assert offered(MADE_UP, course(), DAY) == {"start": ("first",), "crisis": ("help",)}
    found = standing(MADE_UP, course(), DAY)
    assert {(one.session, one.rule, one.waits_for) for one in found.not_yet} == {
        ("red", "start-first", ("start",)),
        ("green", "start-first", ("start",)),
        ("blue", "start-first", ("start",)),
        ("pair", "two", ()),
        ("end", "closing", ("start", "red", "green", "blue")),
    }


def test_elective_asks_a_reason_and_the_pool_has_a_limit() -> None:
    history = course("start", "red")
    step = next(one for one in standing(MADE_UP, history, after(8)).next if one.session == "blue")
    assert step.needs_reason
    with pytest.raises(SessionRefused, match="by need"):
        check_may_hold(MADE_UP, "blue", history, after(8))
    check_may_hold(MADE_UP, "blue", history, after(8), reason="Asked for it")
    assert "blue" not in offered(MADE_UP, course("start", "red", "green"), after(20))


def test_rule_that_cannot_be_set_aside_refuses_even_with_a_reason() -> None:
    with pytest.raises(SessionRefused, match="waits for: Title"):
        check_may_hold(MADE_UP, "red", course(), DAY, reason="Please")


def test_conjoint_needs_a_partner_and_has_a_limit() -> None:
    partner = (Spell(DAY, Circumstance.PARTNER_TAKES_PART, until=after(30)),)
    with_partner = replace(course("start"), spells=partner)

    assert offered(MADE_UP, with_partner, after(8))["pair"] == ("two",)
    assert "pair" not in offered(MADE_UP, with_partner, after(30))
    held = replace(with_partner, contacts=(*with_partner.contacts, Contact(after(7), "pair")))
    assert "pair" not in offered(MADE_UP, held, after(8))


def test_session_is_held_back_while_something_is_so_and_comes_back() -> None:
    unstable = (Spell(after(3), Circumstance.UNSTABLE, until=after(30)),)
    history = replace(course("start"), spells=unstable)

    held = [one for one in standing(MADE_UP, history, after(29)).not_yet if one.session == "blue"]
    assert [(one.rule, one.may_override) for one in held] == [("calm-only", False)]
    with pytest.raises(SessionRefused):
        check_may_hold(MADE_UP, "blue", history, after(29), reason="Asked for it")
    assert "red" in offered(MADE_UP, history, after(29))
    assert "blue" in offered(MADE_UP, history, after(30))


def test_topic_may_take_two_sessions_and_a_missed_one_stays() -> None:
    assert offered(MADE_UP, course("start"), after(1))["start"] == ("twice",)
    assert "start" not in offered(MADE_UP, course("start", "start"), after(8))
    missed = replace(course(), contacts=(Contact(DAY, "start", Outcome.MISSED),))
    assert "start" in offered(MADE_UP, missed, after(1))
    assert standing(MADE_UP, missed, after(1)).dose.contacts == 0


def test_last_place_is_kept_for_the_closing_session() -> None:
    history = replace(
        course(),
        contacts=tuple(Contact(after(n), "start", Outcome.PARTIAL) for n in range(5)),
    )
    assert set(offered(MADE_UP, history, after(6))) == {"crisis", "end"}


def test_due_overdue_window_and_end() -> None:
    at_due, overdue = standing(MADE_UP, course("start"), after(7)), after(11)
    assert at_due.due
    assert (at_due.due.on, at_due.due.is_due, at_due.due.is_overdue) == (after(7), True, False)
    late = standing(MADE_UP, course("start"), overdue)
    assert late.due
    assert late.due.is_overdue
    assert late.due.rule == "weekly"
    past = standing(MADE_UP, course("start"), after(57))
    assert past.ending
    assert past.ending.is_past
    assert "end" in {one.session for one in past.next}
    whole = standing(MADE_UP, course("start", "red", "end"), after(20))
    assert (whole.completed_by, whole.next, whole.due) == ("closing", (), None)
    assert whole.dose.completed == ("start", "red", "end")
    assert whole.dose.minutes == 150


@pytest.mark.parametrize(
    ("history", "days", "branch"),
    [
        (replace(course(), spells=(Spell(DAY, Circumstance.DECLINES_FELLOWSHIP),)), 0, "refuses"),
        (course("start"), 5, "none-attended"),
        (replace(course("start"), use_on=(after(3),)), 5, "used"),
        (replace(course("start"), use_on=(after(20),)), 22, "still-using"),
        (course(), 15, "too-little"),
        (
            replace(
                course(),
                contacts=tuple(
                    Contact(after(n), "start", skipped=("fellowship-block",)) for n in (0, 1)
                ),
            ),
            2,
            "left-out",
        ),
    ],
)
def test_branch_holds(history: History, days: int, branch: str) -> None:
    assert branch in standing(MADE_UP, history, after(days)).branches
    assert branch not in standing(MADE_UP, replace(course("start"), meetings_on=(after(1),)),
                                  after(2)).branches  # fmt: skip


def test_declining_changes_the_agenda_and_can_be_taken_back() -> None:
    spell = Spell(after(1), Circumstance.DECLINES_FELLOWSHIP, until=after(9))
    history = replace(course(), spells=(spell,))

    def blocks(days: int) -> list[str]:
        return [one.id for one in session_plan(MADE_UP, "start", history, after(days)).agenda]

    assert [blocks(n) for n in (0, 1, 9)] == [
        ["fellowship-block"],
        ["other-block"],
        ["fellowship-block"],
    ]


def test_who_declines_is_not_asked_about_meetings() -> None:
    spell = Spell(after(3), Circumstance.DECLINES_FELLOWSHIP)
    history = replace(course("start"), spells=(spell,))
    assert "none-attended" in standing(MADE_UP, history, after(2)).branches
    assert "none-attended" not in standing(MADE_UP, history, after(3)).branches


def test_ledger_rewards_only_what_is_verified_and_only_so_much() -> None:
    kind, other = TaskKind.ATTEND, TaskKind.READ
    shown, told = TaskEvidence.SHOWN, TaskEvidence.SELF_REPORT
    done = [
        DoneTask(DAY, kind, told),
        DoneTask(DAY, other, shown),
        *[DoneTask(DAY, kind, shown)] * 3,
        DoneTask(after(7), kind, TaskEvidence.VOLUNTEER_REPORT),
    ]
    lines = ledger(session_plan(MADE_UP, "start", course(), DAY).rewards, done)
    assert [line.rule or line.why_not for line in lines] == [
        NotEarned.NOT_VERIFIED,
        NotEarned.NOT_REWARDED,
        "prize",
        "prize",
        NotEarned.ENOUGH,
        "prize",
    ]
    declined = replace(course(), spells=(Spell(DAY, Circumstance.DECLINES_FELLOWSHIP),))
    assert session_plan(MADE_UP, "start", declined, DAY).rewards == ()


def test_maaez_cores_in_any_order_and_one_event_for_two_cohorts() -> None:
    maaez = protocol("maaez")
    cores = ("spirituality", "principles", "sponsorship", "living-sober")
    assert set(offered(maaez, course(protocol=maaez), DAY)) == {"intro"}
    assert set(offered(maaez, course("intro", protocol=maaez), after(1))) == set(cores)
    three = course("intro", *cores[1:], protocol=maaez)
    assert set(offered(maaez, three, after(30))) == {"spirituality"}
    ready = course("intro", *reversed(cores), protocol=maaez)
    parts = parts_at_event(
        maaez, "intro", {"new": course(protocol=maaez), "ready": ready, "mid": three}, after(40)
    )
    assert parts == {
        "new": (Part.NEWCOMER, "intro"),
        "ready": (Part.GRADUATE, "graduation"),
        "mid": (Part.NOT_NOW, ""),
    }
    whole = course("intro", *cores, "graduation", protocol=maaez)
    assert standing(maaez, whole, after(60)).is_complete
    assert standing(maaez, whole, after(60)).dose.is_adequate


OUTCOMES = [Outcome.COMPLETED, Outcome.COMPLETED, Outcome.PARTIAL, Outcome.MISSED]


def walk(protocol: Protocol, variant: str, dice: random.Random) -> History:
    """A course as chance has it, to its end; fails where nothing can follow before that."""
    spells = tuple(
        Spell(after(dice.randrange(80)), one, dice.choice([None, after(60)]))
        for one in dice.sample(list(Circumstance), 3)
    )
    history = History(
        DAY, variant, spells=spells, use_on=tuple(after(d) for d in dice.sample(range(90), 4))
    )
    at = DAY
    for _ in range(400):
        found = standing(protocol, history, at)
        if found.is_complete:
            return history
        assert found.next, f"{protocol.slug} {variant}: nothing after {history.contacts}"
        session = dice.choice(found.next).session
        history = history.with_contacts([Contact(at, session, dice.choice(OUTCOMES))])
        at += timedelta(days=dice.randrange(1, 10))
    raise AssertionError("it never ends")


@pytest.mark.parametrize(
    ("protocol", "variant"), COURSES, ids=lambda one: getattr(one, "slug", one)
)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_no_reachable_history_is_without_a_next_step_before_the_end(
    protocol: Protocol, variant: str, seed: int
) -> None:
    walk(protocol, variant, random.Random(seed))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), number=st.integers(0, len(COURSES) - 1))
def test_order_in_which_events_were_written_down_does_not_matter(seed: int, number: int) -> None:
    one, variant = COURSES[number]
    dice = random.Random(seed)
    history = walk(one, variant, dice)
    at = after(dice.randrange(200))
    mixed = replace(
        history,
        contacts=tuple(dice.sample(history.contacts, len(history.contacts))),
        spells=tuple(dice.sample(history.spells, len(history.spells))),
        use_on=tuple(dice.sample(history.use_on, len(history.use_on))),
    )
    assert standing(one, mixed, at) == standing(one, history, at)


@settings(max_examples=15, deadline=None)
@given(cores=st.permutations(["spirituality", "principles", "sponsorship", "living-sober"]))
def test_order_of_cores_does_not_matter(cores: list[str]) -> None:
    maaez = protocol("maaez")
    usual = ["intro", "spirituality", "principles", "sponsorship", "living-sober"]
    assert standing(maaez, course("intro", *cores, protocol=maaez), after(50)) == standing(
        maaez, course(*usual, protocol=maaez), after(50)
    )


SECOND = load_protocol(
    made_up(2, '[[upgrades]]\nfrom_version = 1\nrenamed = {red = "green"}\nretired = ["gone"]\n')
)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_nothing_is_lost_on_a_version_upgrade(seed: int) -> None:
    history = walk(MADE_UP, "usual", random.Random(seed))
    history = history.with_contacts([Contact(after(1), "gone")])
    later = upgrade_history(history, SECOND)
    old, new = standing(MADE_UP, history, after(999)), standing(SECOND, later, after(999))

    assert len(later.contacts) == len(history.contacts)
    assert new.dose.contacts == old.dose.contacts
    assert [one.session for one in new.earlier] == ["gone"]
    assert {"green" if one == "red" else one for one in history.done} == set(later.done)
    assert (later.spells, later.use_on, later.meetings_on) == (
        history.spells,
        history.use_on,
        history.meetings_on,
    )


def test_upgrade_that_the_new_version_does_not_describe_is_refused() -> None:
    with pytest.raises(UpgradeRefused, match="can stay"):
        upgrade_history(replace(course(), version=7), SECOND)
