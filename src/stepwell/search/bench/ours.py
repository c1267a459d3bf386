"""Measures the snapshot in a process of its own, as a worker would hold it."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np

from stepwell.domain.meetings.query import MeetingQuery
from stepwell.search.bench.engines import Answer, Timing, time_questions
from stepwell.search.bench.questions import Questions
from stepwell.search.query import search_rows
from stepwell.search.snapshot import Snapshot, open_snapshot

_PLACE: Final = ("latitude", "longitude", "slot", "traits")
_COLUMNS: Final = {"near-soon": _PLACE, "wide": _PLACE}
_OTHER_COLUMNS: Final = ("slot", "traits")
_PASSES: Final = 7
_CHECKED: Final = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """queries: name -> figures for the report. answers: for the first questions of each
    name, the meetings found, for comparison with the other engines."""

    rss_mb: float
    queries: dict[str, dict[str, float]]
    answers: dict[str, list[Answer]]


def measure(path: Path, questions: Questions) -> Measured:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (path, questions))


def _measure(path: Path, questions: Questions) -> Measured:
    before = _resident_mb()
    snapshot = open_snapshot(path)
    queries = {name: _figures(snapshot, asked) for name, asked in questions.items()}
    resident = _resident_mb() - before
    for name, figures in queries.items():
        figures["scan_ratio"] = round(_scan_ms(snapshot, name) / figures["p50_ms"], 1)
    answers = {
        name: [_answer(snapshot, query) for query in asked[:_CHECKED]]
        for name, asked in questions.items()
    }
    return Measured(round(resident, 1), queries, answers)


def _figures(snapshot: Snapshot, asked: list[MeetingQuery]) -> dict[str, Any]:
    timing: Timing = time_questions(lambda query: search_rows(snapshot, query), asked)
    touched = [search_rows(snapshot, query).scanned for query in asked[:_CHECKED]]
    return {**timing.as_json(), "rows_touched": round(float(np.mean(touched)))}


def _answer(snapshot: Snapshot, query: MeetingQuery) -> Answer:
    found = search_rows(snapshot, query)
    numbers = [int(snapshot.public_id(row), 16) for row in found.rows.tolist()]
    waits = found.starts - int(query.at.timestamp()) // 60
    return list(zip(numbers, waits.tolist(), strict=True))


def _scan_ms(snapshot: Snapshot, name: str) -> float:
    """One pass over the columns that the question needs: each byte read once."""
    needed = _COLUMNS.get(name, _OTHER_COLUMNS)
    columns = [
        snapshot.traits.columns[0] if column == "traits" else getattr(snapshot, column)
        for column in needed
    ]
    words = [column.view(f"u{column.itemsize}") for column in columns]
    times = []
    for _ in range(_PASSES):
        begun = perf_counter()
        for column in words:
            np.bitwise_or.reduce(column)
        times.append(perf_counter() - begun)
    return float(np.median(times)) * 1000


def _resident_mb() -> float:
    """Memory of this process that is in RAM, mapped file pages included."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * 4096 / 1e6
