"""What someone takes on until the next time, and what came of it."""

from __future__ import annotations

from enum import StrEnum

from stepwell.domain.care.machine import Machine


class TaskState(StrEnum):
    """DROPPED: no longer asked for, by either side."""

    OPEN = "open"
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    DROPPED = "dropped"


class TaskEvent(StrEnum):
    DO = "do"
    DO_PARTLY = "do_partly"
    NOT_DO = "not_do"
    DROP = "drop"


_S, _E = TaskState, TaskEvent
_SETTLED = "It is written down already how this task went."
TASKS = Machine(
    title="Recovery task",
    starts=(_S.OPEN,),
    moves={
        (_S.OPEN, _E.DO): _S.DONE,
        (_S.OPEN, _E.DO_PARTLY): _S.PARTLY,
        (_S.OPEN, _E.NOT_DO): _S.NOT_DONE,
        (_S.OPEN, _E.DROP): _S.DROPPED,
    },
    refusals={
        _S.OPEN: "This task is still open.",
        _S.DONE: _SETTLED,
        _S.PARTLY: _SETTLED,
        _S.NOT_DONE: _SETTLED,
        _S.DROPPED: _SETTLED,
    },
)
EVENTS = {
    TaskState.DONE: TaskEvent.DO,
    TaskState.PARTLY: TaskEvent.DO_PARTLY,
    TaskState.NOT_DONE: TaskEvent.NOT_DO,
    TaskState.DROPPED: TaskEvent.DROP,
}
"""What leads to each state."""
REVIEWED = tuple(one.value for one in EVENTS)
