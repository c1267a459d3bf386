"""When a fact is due again, and the file that says after how many days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from stepwell.domain.checks.facts import (
    DatedFact,
    FactKind,
    IntervalsError,
    Standing,
    check_rows,
    parse_intervals,
)
from stepwell.library import read_bytes

INTERVALS = parse_intervals(read_bytes("checks/intervals.toml"), "intervals.toml")
TODAY = date(2026, 12, 24)


def fact(days_ago: int | None, kind: FactKind = FactKind.HELP_LINE, label: str = "x") -> DatedFact:
    checked_on = None if days_ago is None else TODAY - timedelta(days=days_ago)
    return DatedFact(kind, label, label, "A page", checked_on)


def test_help_lines_are_looked_up_every_month() -> None:
    assert INTERVALS[FactKind.HELP_LINE].every_days == 30
    assert set(INTERVALS) == set(FactKind)


@pytest.mark.parametrize(
    ("days_ago", "standing"),
    [(None, Standing.NEVER), (31, Standing.DUE), (30, Standing.DUE), (29, Standing.FRESH)],
)
def test_standing_on_the_day(days_ago: int | None, standing: Standing) -> None:
    (row,) = check_rows([fact(days_ago)], INTERVALS, on=TODAY)

    assert row.standing is standing
    assert row.due_on == (None if days_ago is None else TODAY + timedelta(days=30 - days_ago))


def test_never_looked_up_comes_first_then_the_longest_due() -> None:
    facts = [
        fact(1, label="fresh"),
        fact(40, label="due"),
        fact(None, label="never"),
        fact(300, label="long due"),
        fact(100, FactKind.HELP_PAGE, "fresh page"),
    ]

    labels = [row.fact.label for row in check_rows(facts, INTERVALS, on=TODAY)]

    assert labels == ["never", "long due", "due", "fresh", "fresh page"]


def test_wrong_intervals_are_refused_all_at_once() -> None:
    text = b"""
[help_line]
every_days = 0
basis = "source"
source = ""
[gossip]
every_days = 3
[help_page]
every_days = "often"
"""
    with pytest.raises(IntervalsError) as refused:
        parse_intervals(text, "i.toml")

    said = str(refused.value)
    for expected in (
        "[help_line]: every_days must be 1 or more",
        "[help_line]: source is empty",
        "[gossip]: 'gossip' is not a valid FactKind",
        "[help_page]: Expected `int`",
        "[own_number] is missing",
    ):
        assert expected in said, said


def test_intervals_that_are_no_toml_are_refused() -> None:
    with pytest.raises(IntervalsError, match="not valid TOML"):
        parse_intervals(b"[", "i.toml")
