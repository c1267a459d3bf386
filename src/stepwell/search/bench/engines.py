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
Ask = Callable[[MeetingQuery], list[int]]
"""Answers with the numbers of the meetings found, best first."""

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
