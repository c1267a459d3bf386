"""What may follow what, and that the page says the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.care.diagram import MACHINES, with_diagrams
from stepwell.domain.care.episodes import (
    EPISODES,
    DischargeReason,
    EpisodeEvent,
    EpisodeState,
    EpisodeStatus,
    LevelOfCare,
    PlanPart,
    Transition,
    after,
    check_plan,
    replayed,
)
from stepwell.domain.care.machine import Machine
from stepwell.domain.care.refusal import CareRefused

PAGE = Path(__file__).resolve().parents[3] / "docs/care.md"
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
ACTIVE = EpisodeState(EpisodeStatus.ACTIVE, LevelOfCare.OUTPATIENT)


def test_diagrams_on_the_page_are_those_of_the_machines() -> None:
    assert PAGE.read_text() == with_diagrams(PAGE.read_text()), "run scripts/write_care_diagrams.py"
    assert all(f"### {one.title}\n" in PAGE.read_text() for one in MACHINES)


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.title)
def test_machine_reaches_every_state_and_words_every_refusal(machine: Machine[Any, Any]) -> None:
    states = type(machine.starts[0])
    reached, new = set(machine.starts), set(machine.starts)
    while new:
        new = {to for (source, _), to in machine.moves.items() if source in new} - reached
        reached |= new

    assert reached == set(states)
    assert set(machine.refusals) == set(states)
    assert all(words.endswith(".") for words in machine.refusals.values())


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.title)
def test_machine_refuses_all_that_is_not_in_its_table(machine: Machine[Any, Any]) -> None:
    events = {event for _, event in machine.moves}
    for state in type(machine.starts[0]):
        for event in events:
            if machine.can(state, event):
                assert machine.after(state, event) is machine.moves[state, event]
            else:
                with pytest.raises(CareRefused) as refused:
                    machine.after(state, event)
                assert str(refused.value) == machine.refusals[state]


transitions = st.lists(
    st.builds(
        Transition,
        st.sampled_from(EpisodeEvent),
        st.just(AT),
        st.just("ben"),
        st.one_of(st.none(), st.sampled_from(LevelOfCare)),
        st.sampled_from(["", "Why."]),
    ),
    max_size=12,
)


@given(transitions)
def test_episode_is_the_fold_of_what_was_accepted(tried: list[Transition]) -> None:
    """Whatever was refused left nothing behind, and a discharged episode moves no further."""
    state, accepted = ACTIVE, []
    for one in tried:
        try:
            new = after(state, one)
        except CareRefused:
            continue
        assert EPISODES.moves[state.status, one.event] is new.status
        assert state.status is not EpisodeStatus.DISCHARGED or one.words
        state = new
        accepted.append(one)

    assert replayed(ACTIVE, accepted) == state


def test_level_has_to_be_another_and_a_pause_needs_a_reason() -> None:
    for tried in (
        Transition(EpisodeEvent.CHANGE_LEVEL, AT, "ben"),
        Transition(EpisodeEvent.CHANGE_LEVEL, AT, "ben", LevelOfCare.OUTPATIENT),
        Transition(EpisodeEvent.HOLD, AT, "ben", words=" "),
    ):
        with pytest.raises(CareRefused):
            after(ACTIVE, tried)


def test_whoever_completes_care_leaves_with_a_plan() -> None:
    with pytest.raises(CareRefused, match="at least one line"):
        check_plan(DischargeReason.COMPLETED, {PlanPart.MEETINGS: " "})

    check_plan(DischargeReason.COMPLETED, {PlanPart.MEETINGS: "Tuesdays at seven"})
    check_plan(DischargeReason.LOST_CONTACT, {})
