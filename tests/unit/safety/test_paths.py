"""Safety paths: what they ask for, what they refuse, and that nothing closes too early."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.safety.library_file import SafetyFileError
from stepwell.domain.safety.path_rules import TAKE, Opener, Urgency, parse_path_rules
from stepwell.domain.safety.paths import (
    Disposition,
    EventKind,
    PathEvent,
    PathRefused,
    PathState,
    PathStatus,
    after,
    due,
    open_steps,
    replayed,
    required_steps,
    start,
)
from stepwell.domain.safety.triage import Level
from stepwell.library import read_bytes
from stepwell.queries.safety_library import path_rules

RULES = path_rules("default-v1")
AT = datetime(2026, 11, 25, 15, tzinfo=UTC)
GOES_ON = Disposition("goes-on", "She is calmer and stays for the group.")


def event(kind: EventKind, minutes: int = 1, by: str = "ben", **more: object) -> PathEvent:
    return PathEvent(kind, AT + timedelta(minutes=minutes), by, **more)  # type: ignore[arg-type]


def settled(state: PathState) -> PathState:
    """With every step done."""
    state = after(RULES, state, event(EventKind.TAKEN))
    while steps := open_steps(RULES, state):
        state = after(RULES, state, event(EventKind.DONE, step=steps[0].slug))
    return state


def slugs(state: PathState) -> list[str]:
    return [step.slug for step in required_steps(RULES, state)]


def test_path_return_to_use_asks_about_danger_before_anything_is_planned() -> None:
    state = start(RULES, concern="return-to-use", by="ben", at=AT)

    asked = slugs(state)
    assert asked.index("danger") < asked.index("naloxone") < asked.index("next-contact")
    assert "screen" not in asked


def test_path_high_screener_makes_it_urgent_and_asks_for_plan_and_supervisor() -> None:
    state = start(RULES, concern="counselor-concern", by="ben", at=AT)
    assert state.urgency is Urgency.TODAY
    assert not {"plan", "supervisor"} & set(slugs(state))

    high = after(RULES, state, event(EventKind.SCREENED, 60, level=Level.HIGH))

    assert high.urgency is Urgency.NOW
    assert {"plan", "supervisor"} <= set(slugs(high))
    plan = next(one for one in due(RULES, high, AT) if one.step == "plan")
    assert plan.at == AT + timedelta(minutes=60 + 120)
    calmer = after(RULES, high, event(EventKind.SCREENED, 90, level=Level.LOW))
    assert calmer.urgency is Urgency.NOW, "only people say that it is over"


def test_path_clock_says_what_is_late_and_by_which_rule() -> None:
    state = start(RULES, concern="crisis-tap", by="ana", at=AT)

    early, late = (due(RULES, state, AT + timedelta(minutes=m)) for m in (9, 11))

    assert not any(one.is_overdue for one in early)
    assert [one.step for one in late if one.is_overdue] == [TAKE]
    assert late[0].rule is not None
    assert late[0].rule.note


def test_path_is_disposed_only_when_every_step_is_settled() -> None:
    state = start(RULES, concern="intoxicated-arrival", by="fay", at=AT)
    with pytest.raises(PathRefused, match="Someone is on it"):
        after(RULES, state, event(EventKind.DISPOSED, disposition=GOES_ON))

    state = settled(state)
    state = after(RULES, state, event(EventKind.DISPOSED, disposition=GOES_ON))

    assert state.status is PathStatus.TO_SIGN_OFF
    (waiting,) = due(RULES, state, AT + timedelta(days=2))
    assert (waiting.step, waiting.is_overdue) == ("sign_off", True)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (None, "how it ended"),
        (Disposition("vanished", "Gone."), "from the list"),
        (Disposition("goes-on"), "in a sentence"),
        (Disposition("hospital", "By ambulance."), "Name who took over"),
        (Disposition("hospital", "By car.", "ER, St. Mary"), "You have not spoken"),
        (Disposition("left", "Walked out."), "what happens next"),
    ],
)
def test_path_disposition_unfit_is_refused(how: Disposition | None, said: str) -> None:
    state = settled(start(RULES, concern="walk-in-crisis", by="fay", at=AT))

    with pytest.raises(PathRefused, match=said):
        after(RULES, state, event(EventKind.DISPOSED, disposition=how))


def test_path_opened_by_mistake_asks_for_no_steps_but_for_a_sign_off() -> None:
    state = start(RULES, concern="walk-in-crisis", by="fay", at=AT)

    wrong = event(EventKind.DISPOSED, disposition=Disposition("error", "The wrong person."))
    assert after(RULES, state, wrong).status is PathStatus.TO_SIGN_OFF


def test_path_sign_off_is_someone_elses_and_can_give_it_back() -> None:
    state = settled(start(RULES, concern="return-to-use", by="ben", at=AT))
    with pytest.raises(PathRefused, match="nothing to sign off"):
        after(RULES, state, event(EventKind.SIGNED_OFF, by="dana"))
    ended = after(RULES, state, event(EventKind.DISPOSED, disposition=GOES_ON))
    with pytest.raises(PathRefused, match="Someone else"):
        after(RULES, ended, event(EventKind.SIGNED_OFF))
    with pytest.raises(PathRefused, match="what is missing"):
        after(RULES, ended, event(EventKind.RETURNED, by="dana"))

    again = after(RULES, ended, event(EventKind.RETURNED, by="dana", words="Which hospital?"))
    assert again.status is PathStatus.OPEN
    closed = replayed(
        RULES,
        again,
        [
            event(EventKind.DISPOSED, disposition=GOES_ON),
            event(EventKind.SIGNED_OFF, by="dana"),
        ],
    )
    assert closed.status is PathStatus.CLOSED
    assert due(RULES, closed, AT) == ()
    with pytest.raises(PathRefused, match="Open a new one"):
        after(RULES, closed, event(EventKind.TAKEN))


def test_path_step_left_out_needs_a_reason_and_unknown_ones_are_refused() -> None:
    state = start(RULES, concern="return-to-use", by="ben", at=AT)

    with pytest.raises(PathRefused, match="Write why"):
        after(RULES, state, event(EventKind.WAIVED, step="naloxone", words=" "))
    for step in ("way-home", "plan", TAKE, ""):
        with pytest.raises(PathRefused, match="no such step"):
            after(RULES, state, event(EventKind.DONE, step=step))


STEPS = [step.slug for step in RULES.step]
events = st.builds(
    PathEvent,
    kind=st.sampled_from([kind for kind in EventKind if kind is not EventKind.OPENED]),
    at=st.integers(0, 9999).map(lambda minutes: AT + timedelta(minutes=minutes)),
    by=st.sampled_from(["ben", "dana"]),
    step=st.sampled_from(STEPS),
    words=st.sampled_from(["", "Because."]),
    level=st.sampled_from([None, *Level]),
    disposition=st.sampled_from([None, GOES_ON, Disposition("error", "Wrong.")]),
)


@settings(max_examples=25)
@given(
    st.sampled_from([one.slug for one in RULES.concern]), st.lists(events, min_size=8, max_size=40)
)
def test_path_nothing_closes_unsettled_whatever_is_tried(
    concern: str, tried: list[PathEvent]
) -> None:
    """Refused events change nothing; what is asked for only grows; the history replays."""
    opened = state = start(RULES, concern=concern, by="fay", at=AT)
    happened = []
    for one in tried:
        before, asked = state, set(slugs(state))
        try:
            state = after(RULES, state, one)
        except PathRefused:
            assert state is before
            continue
        happened.append(one)
        assert asked <= set(slugs(state))
        assert state.urgency.rank <= before.urgency.rank
        if state.status is not PathStatus.OPEN:
            assert state.disposed is not None
            how = state.disposed.disposition
            assert how is not None
            assert how.slug == "error" or not open_steps(RULES, state)
        if state.signed_off is not None and state.disposed is not None:
            assert state.signed_off.by != state.disposed.by
            assert state.status is PathStatus.CLOSED
    assert replayed(RULES, opened, happened) == state


def test_rules_desk_opens_only_what_can_be_seen_from_the_desk() -> None:
    desk = {one.slug for one in RULES.concerns_for(Opener.DESK)}

    assert desk == {"walk-in-crisis", "intoxicated-arrival", "withdrawal"}
    assert {one.slug for one in RULES.concerns_for(Opener.MEMBER)} == {"crisis-tap"}


@pytest.mark.parametrize(
    ("before", "after_", "said"),
    [
        ('slug = "take"', 'slug = "hold"', 'must be "take"'),
        ("now = 15, today = 240, soon", "now = 15, soon", "no within_minutes.today"),
        ('concerns = ["intoxicated-arrival"]', 'concerns = ["drunk"]', 'the concern "drunk"'),
        ('protocol = "overdose"', 'protocol = "overuse"', 'the text "overuse"'),
        ('slug = "left"', 'slug = "error"', "two of [[disposition]]"),
        ("In person or by phone. This page", "We are monitoring this. This page", "promises"),
    ],
)
def test_rules_broken_are_refused(before: str, after_: str, said: str) -> None:
    text = read_bytes("safety/paths-v1.toml").decode()
    assert before in text
    with pytest.raises(SafetyFileError) as refusal:
        parse_path_rules(text.replace(before, after_).encode(), "paths.toml")
    assert said in str(refusal.value)
