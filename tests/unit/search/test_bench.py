"""The bench measures what it says, and its engines answer the same questions."""

from __future__ import annotations

from itertools import islice

import pytest

from stepwell.search.bench.engines import EngineAbsent
from stepwell.search.bench.postgis import PostgisEngine
from stepwell.search.bench.questions import make_questions
from stepwell.search.bench.run import UnknownEngine, run_search_bench
from stepwell.search.bench.synthetic import make_world, synthetic_meetings
from stepwell.search.build import check_indexable

QUESTIONS = ["near-soon", "online-now", "words", "region", "wide"]


def test_report_has_the_promised_figures_and_engines_agree() -> None:
    report = run_search_bench(2000, engines=("ours", "sqlite"), seed=3, questions_of_a_kind=30)

    assert report["meetings"] == 2000
    assert report["build_seconds"] > 0
    assert report["file_mb"] > 0
    assert list(report["queries"]) == QUESTIONS
    for figures in report["queries"].values():
        assert set(figures) == {"p50_ms", "p99_ms", "qps", "rows_touched", "scan_ratio"}
        assert 0 < figures["p50_ms"] <= figures["p99_ms"]
    assert report["queries"]["near-soon"]["rows_touched"] < 2000
    same = {name: report["sqlite"]["queries"][name]["same_answers"] for name in QUESTIONS}
    assert same.pop("words") >= 0.9  # in so few meetings a rare word is missing, and we guess
    assert set(same.values()) == {1.0}


def test_same_seed_gives_the_same_meetings_and_questions() -> None:
    first, second, other = make_world(7), make_world(7), make_world(8)

    assert list(synthetic_meetings(first, 300)) == list(synthetic_meetings(second, 300))
    assert make_questions(first, 5) == make_questions(second, 5)
    assert list(synthetic_meetings(first, 300)) != list(synthetic_meetings(other, 300))


def test_generated_meetings_can_be_indexed() -> None:
    world = make_world(7)

    for public_id, _, meeting in islice(synthetic_meetings(world, 30_000), 19_990, 20_010):
        check_indexable(public_id, meeting)


def test_unknown_engine_is_refused() -> None:
    with pytest.raises(UnknownEngine, match="oracle"):
        run_search_bench(2000, engines=("ours", "oracle"))


def test_absent_postgres_is_reported_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STEPWELL_BENCH_POSTGRES", "postgresql://nobody@127.0.0.1:1/none")

    with pytest.raises(EngineAbsent, match="no PostgreSQL answered"):
        PostgisEngine()


def test_report_says_why_an_engine_is_absent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("STEPWELL_BENCH_POSTGRES", "postgresql://nobody@127.0.0.1:1/none")

    report = run_search_bench(1000, engines=("ours", "postgis"), questions_of_a_kind=2)

    assert "no PostgreSQL answered" in report["postgis"]["absent"]
