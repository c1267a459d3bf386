"""The bench: the same generated meetings and questions for every engine, in one run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from stepwell.domain.meetings.query import MeetingQuery
from stepwell.search.bench import ours
from stepwell.search.bench.engines import (
    Answer,
    Ask,
    Engine,
    EngineAbsent,
    is_same,
    time_questions,
)
from stepwell.search.bench.postgis import PostgisEngine
from stepwell.search.bench.questions import Questions, make_questions
from stepwell.search.bench.sqlite import SqliteEngine
from stepwell.search.bench.synthetic import World, make_world, synthetic_meetings
from stepwell.search.build import build_snapshot

ENGINES: Final = ("ours", "sqlite", "postgis")
QUESTIONS_OF_A_KIND: Final = 1000
COMPARED: Final = 25


class UnknownEngine(ValueError):
    def __init__(self, name: str) -> None:
        super().__init__(f'There is no engine "{name}" to measure. Use {", ".join(ENGINES)}.')


def run_search_bench(
    n: int,
    *,
    engines: Sequence[str] = ENGINES,
    seed: int = 20261125,
    questions_of_a_kind: int = QUESTIONS_OF_A_KIND,
) -> dict[str, Any]:
    """Build and ask; the keys are those of `stepwell bench search --json`.

    Our own figures stand at the top, those of the others under their names, each with
    `same_answers`: the share of the first 25 questions answered with the same meetings
    and starts (less than all for words that a small directory lacks: only ours forgives
    typos). An engine that is not there gives {"absent": why}. Answers are numbers,
    starts and distances of the first 50; our own side also counts all that match, which
    the others need not. They keep the minute of the UTC week and wrap it at 10,080,
    which is right in the week of the bench and wrong when clocks change.
    Raises: UnknownEngine.
    """
    for name in engines:
        if name not in ENGINES:
            raise UnknownEngine(name)
    world = make_world(seed)
    questions = make_questions(world, questions_of_a_kind)
    with TemporaryDirectory(prefix="stepwell-bench-") as name:
        folder = Path(name)
        result, answers = _measure_ours(world, n, questions, folder)
        if "sqlite" in engines:
            result["sqlite"] = _measure(lambda: SqliteEngine(folder), world, n, questions, answers)
        if "postgis" in engines:
            result["postgis"] = _measure(PostgisEngine, world, n, questions, answers)
    return result


def _measure_ours(
    world: World, n: int, questions: Questions, folder: Path
) -> tuple[dict[str, Any], dict[str, list[Answer]]]:
    path = folder / "bench.snapshot"
    begun = perf_counter()
    info = build_snapshot(synthetic_meetings(world, n), path, directory_version=1)
    build_seconds = perf_counter() - begun
    measured = ours.measure(path, questions)
    report = {
        "meetings": n,
        "build_seconds": round(build_seconds, 2),
        "file_mb": round(info.bytes / 1e6, 1),
        "rss_mb": measured.rss_mb,
        "queries": measured.queries,
    }
    return report, measured.answers


def _measure(
    make: Callable[[], Engine],
    world: World,
    n: int,
    questions: Questions,
    answers: dict[str, list[Answer]],
) -> dict[str, Any]:
    try:
        engine = make()
    except EngineAbsent as error:
        return {"absent": str(error)}
    with closing(engine):
        begun = perf_counter()
        engine.load(synthetic_meetings(world, n))
        report: dict[str, Any] = {
            "build_seconds": round(perf_counter() - begun, 2),
            "file_mb": round(engine.megabytes(), 1),
            "queries": {},
        }
        for name, asked in questions.items():
            ask = engine.asker(name)
            timing = time_questions(ask, asked)
            same = _same_share(ask, questions[name], answers[name])
            report["queries"][name] = {**timing.as_json(), "same_answers": same}
    return report


def _same_share(ask: Ask, asked: list[MeetingQuery], expected: list[Answer]) -> float:
    pairs = zip(asked, expected, strict=False)
    same = [is_same(ask(query), found) for query, found in islice(pairs, COMPARED)]
    return round(sum(same) / len(same), 3)
