"""The file outside the database: all of what is to be kept, or none, and never half a line."""

from __future__ import annotations

import json
import logging
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stepwell.actions.audit_outside import NEWEST_BYTES, append_lines, newest_lines, read_outside
from stepwell.config.logs import JsonFormatter
from stepwell.domain.audit.outside_copy import head_line
from stepwell.domain.audit.seals import Head

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def outside(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "audit-seals.log"
    return settings.AUDIT_OUTSIDE_PATH  # type: ignore[no-any-return]


def line(sequence: int) -> str:
    return head_line("harbor", Head(sequence, "ab" * 32), at=AT)


@contextmanager
def disk_full_after(size: int) -> Iterator[None]:
    """No file of this process grows beyond `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_append_on_a_full_disk_leaves_the_file_as_it_was(outside: Path) -> None:
    append_lines([line(1)])
    before = outside.read_bytes()

    with disk_full_after(len(before) + 20), pytest.raises(OSError, match="audit-seals"):
        append_lines([line(2), line(3)])

    assert outside.read_bytes() == before


def test_append_after_a_line_that_a_power_cut_left_unfinished(outside: Path) -> None:
    outside.write_text(f"{line(1)}\n{line(2)[:40]}")

    append_lines([line(3)])

    copy = read_outside()
    assert copy is not None
    assert sorted(copy.heads["harbor"]) == [1, 3]
    assert copy.unreadable == [2]


def test_append_by_several_at_once_mixes_no_lines(outside: Path) -> None:
    def work(writer: int) -> None:
        for number in range(20):
            append_lines([line(writer * 100 + number), line(writer * 100 + 50 + number)])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))

    copy = read_outside()
    assert copy is not None
    assert copy.unreadable == []
    assert len(copy.heads["harbor"]) == 4 * 40


def test_lines_had_back_from_the_log_are_a_copy(
    outside: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """As docs/auditing.md has it done with jq."""
    with caplog.at_level(logging.INFO, logger="stepwell.audit"):
        append_lines([line(7), line(8)])
        append_lines([line(9)])

    logged = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    copy = tmp_path / "seals.log"
    lines = [one["line"] for one in logged if one["logger"] == "stepwell.audit"]
    copy.write_text("".join(f"{one}\n" for one in lines))

    assert copy.read_text() == outside.read_text()
    assert read_outside(copy) == read_outside()


def test_newest_lines_know_the_last_heads_of_a_long_file(outside: Path) -> None:
    append_lines(line(number) for number in range(1, 2001))
    assert outside.stat().st_size > 2 * NEWEST_BYTES

    newest = newest_lines()

    assert newest.knows_head("harbor", 2000)
    assert not newest.knows_head("harbor", 1)


def test_newest_lines_without_a_file_know_nothing() -> None:
    assert newest_lines().heads == {}
