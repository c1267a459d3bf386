"""Marks read as rounds: nothing is lost, whatever order they come in, and nothing is set back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.steps.work import (
    Mark,
    StepMark,
    StepStatus,
    step_histories,
    step_history,
)

START = datetime(2026, 11, 1, 12, tzinfo=UTC)
MARKS = st.lists(
    st.builds(
        StepMark,
        id=st.uuids().map(str),
        step=st.integers(1, 12),
        mark=st.sampled_from(Mark),
        at=st.integers(0, 9).map(lambda days: START + timedelta(days=days)),
    ),
    unique_by=lambda one: one.id,
    max_size=20,
)


def mark(day: int, what: Mark, step: int = 4) -> StepMark:
    return StepMark(f"{step}-{day}-{what}", step, what, START + timedelta(days=day))


def test_step_without_a_mark_is_not_started() -> None:
    assert step_history(4, []).status is StepStatus.NOT_STARTED
    assert step_history(4, [mark(0, Mark.DONE, step=5)]).status is StepStatus.NOT_STARTED


def test_step_taken_up_again_begins_a_round_and_keeps_the_first() -> None:
    first = [mark(0, Mark.WORKING), mark(2, Mark.WORKING), mark(9, Mark.DONE)]

    done = step_history(4, first)
    again = step_history(4, [*first, mark(40, Mark.WORKING)])

    assert done.status is StepStatus.DONE
    assert again.status is StepStatus.WORKING
    assert again.rounds[0] == done.rounds[0]
    assert again.rounds[0].began_at == START
    assert again.rounds[0].done_at == START + timedelta(days=9)
    assert again.rounds[1].done_at is None


def test_done_said_on_two_phones_is_one_round() -> None:
    said = [mark(0, Mark.WORKING), mark(5, Mark.DONE), mark(6, Mark.DONE)]

    history = step_history(4, said)

    assert len(history.rounds) == 1
    assert history.rounds[0].done_at == START + timedelta(days=5)
    assert list(history.rounds[0].marks) == said


def test_done_without_a_beginning_is_a_round_of_its_own() -> None:
    assert step_history(4, [mark(3, Mark.DONE)]).status is StepStatus.DONE


@given(marks=MARKS, data=st.data())
def test_nothing_is_lost_whatever_order_marks_come_in(
    marks: list[StepMark], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(marks), max_size=5)) if marks else []
    shuffled = data.draw(st.permutations(marks + again))

    histories = step_histories(shuffled)

    assert histories == step_histories(marks)
    kept = [one for h in histories.values() for r in h.rounds for one in r.marks]
    assert len(kept) == len(marks)
    assert set(kept) == set(marks)


@given(marks=MARKS)
def test_rounds_follow_each_other_and_only_the_last_is_open(marks: list[StepMark]) -> None:
    for step, history in step_histories(marks).items():
        assert history.step == step
        assert all(one.done_at for one in history.rounds[:-1])
        times = [one.at for round_ in history.rounds for one in round_.marks]
        assert times == sorted(times)
        is_open = history.rounds[-1].done_at is None
        assert history.status is (StepStatus.WORKING if is_open else StepStatus.DONE)
        assert all(one.marks[0].mark is Mark.WORKING for one in history.rounds[1:])


@given(marks=MARKS, later=st.sampled_from(Mark), step=st.integers(1, 12))
def test_one_more_mark_takes_nothing_away(marks: list[StepMark], later: Mark, step: int) -> None:
    before = step_history(step, marks)
    added = StepMark("the-last", step, later, START + timedelta(days=99))

    after = step_history(step, [*marks, added])

    assert len(after.rounds) >= len(before.rounds)
    assert after.rounds[: max(len(before.rounds) - 1, 0)] == before.rounds[:-1]
    for one, then in zip(before.rounds, after.rounds, strict=False):
        assert then.marks[: len(one.marks)] == one.marks
        assert then.done_at == one.done_at or one.done_at is None
    assert after.status is not StepStatus.NOT_STARTED
