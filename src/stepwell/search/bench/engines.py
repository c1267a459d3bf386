"""What the bench asks of an engine, and how an answer is timed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter
from typing import Final, Protocol

import numpy as np

from stepwell.domain.meetings.meeting import Meeting
from stepwell.domain.meetings.query import MeetingQuery

Listed = tuple[str, str, Meeting]
Answer = list[tuple[int, int]]
"""Meetings found, soonest first: their number and the minutes until they start."""

Ask = Callable[[MeetingQuery], Answer]
LIMIT: Final = 50

WARM_UP: Final = 50
SECONDS_PER_QUESTION: Final = 20.0


class EngineAbsent(Exception):
    """The engine cannot be measured here; the message says why."""


class Engine(Protocol):
    """An engine that keeps meetings in tables of its own."""

    def load(self, meetings: Iterable[Listed]) -> None: ...

    def asker(self, name: str) -> Ask:
        """How to ask the question of that name."""

    def megabytes(self) -> float: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Timing:
    p50_ms: float
    p99_ms: float
    qps: float

    def as_json(self) -> dict[str, float]:
        return {
            "p50_ms": round(self.p50_ms, 4),
            "p99_ms": round(self.p99_ms, 4),
            "qps": round(self.qps, 1),
        }


def time_questions(ask: Callable[[MeetingQuery], object], questions: list[MeetingQuery]) -> Timing:
    """Each question once, one after the other, after a warm-up with the first few.

    Stops early when they take long, so that a slow engine does not hold up the bench.
    """
    for question in questions[:WARM_UP]:
        ask(question)
    seconds = []
    until = perf_counter() + SECONDS_PER_QUESTION
    for question in questions:
        begun = perf_counter()
        ask(question)
        ended = perf_counter()
        seconds.append(ended - begun)
        if ended > until:
            break
    p50, p99 = np.percentile(seconds, [50, 99]) * 1000
    return Timing(float(p50), float(p99), len(seconds) / sum(seconds))


def is_same(left: Answer, right: Answer) -> bool:
    """Whether two engines found the same meetings.

    Where the answer was cut, those that start with its last one are left out: which of
    several at the same minute come first is each engine's own affair.
    """
    return _certain(left) == _certain(right)


def _certain(answer: Answer) -> set[tuple[int, int]]:
    last = answer[-1][1] if len(answer) >= LIMIT else None
    return {(number, wait) for number, wait in answer if wait != last}
