"""How far someone is with each step: marks that are only ever added, read as rounds.

A step is never finished for good and never set back to nothing: taking it up again begins the
next round, and what was before stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    WORKING = "working"
    DONE = "done-with-sponsor"


class StepStatus(StrEnum):
    NOT_STARTED = "not-started"
    WORKING = "working"
    DONE = "done-with-sponsor"


@dataclass(frozen=True, slots=True)
class StepMark:
    """id: of its record. at: by the clock of the device it was made on."""

    id: str
    step: int
    mark: Mark
    at: datetime


@dataclass(frozen=True, slots=True)
class Round:
    """Its marks in their order; at least one."""

    marks: tuple[StepMark, ...]

    @property
    def began_at(self) -> datetime:
        return self.marks[0].at

    @property
    def done_at(self) -> datetime | None:
        """When it was first said to be done; None while it is being worked."""
        return next((one.at for one in self.marks if one.mark is Mark.DONE), None)


@dataclass(frozen=True, slots=True)
class StepHistory:
    step: int
    rounds: tuple[Round, ...] = ()

    @property
    def status(self) -> StepStatus:
        """Of the latest round."""
        if not self.rounds:
            return StepStatus.NOT_STARTED
        return StepStatus.DONE if self.rounds[-1].done_at else StepStatus.WORKING


def step_history(step: int, marks: Iterable[StepMark]) -> StepHistory:
    """Whatever order the marks came in, and however often each of them came.

    A mark at the same instant as another: working counts as the earlier one.
    """
    rounds: list[list[StepMark]] = []
    own = {one for one in marks if one.step == step}
    for mark in sorted(own, key=lambda one: (one.at, one.mark is Mark.DONE, one.id)):
        is_closed = bool(rounds) and any(one.mark is Mark.DONE for one in rounds[-1])
        if not rounds or (is_closed and mark.mark is Mark.WORKING):
            rounds.append([])
        rounds[-1].append(mark)
    return StepHistory(step, tuple(Round(tuple(one)) for one in rounds))


def step_histories(marks: Iterable[StepMark]) -> dict[int, StepHistory]:
    """By step, of those that have a mark."""
    by_step: dict[int, list[StepMark]] = defaultdict(list)
    for one in marks:
        by_step[one.step].append(one)
    return {step: step_history(step, own) for step, own in sorted(by_step.items())}
