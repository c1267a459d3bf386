"""Days are sealed while a trail is being checked: no false alarm, and no tampering hidden by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from stepwell.actions import audit_checking
from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import COMMAND_LINE, SCHEDULE
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.audit import protection
from stepwell.records.audit.models import AuditSegment

pytestmark = pytest.mark.django_db(transaction=True)
CHAIN = "0197a1c2-0000-7000-8000-00000000abcd"
FIRST = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECOND, THIRD = FIRST + timedelta(days=1), FIRST + timedelta(days=2)


@pytest.fixture(autouse=True)
def outside(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "audit-seals.log"
    return settings.AUDIT_OUTSIDE_PATH  # type: ignore[no-any-return]


@pytest.fixture(autouse=True)
def trail(outside: Path) -> None:
    """Two days of one event, of which the first is sealed."""
    view(FIRST)
    view(SECOND)
    seal_finished_days(SECOND)
    note_heads(SECOND)


def view(at: datetime) -> None:
    with transaction.atomic():
        reference = RecordRef("client", "c1")
        record_event("record.viewed", by=SCHEDULE, at=at, record=reference, organization_id=CHAIN)


def before_each_snapshot(monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> None:
    """Do `work` after the lines were read and before a chain is."""
    original = audit_checking.one_moment

    def one_moment() -> Any:
        work()
        return original()

    monkeypatch.setattr(audit_checking, "one_moment", one_moment)


def found() -> list[tuple[str, int | None]]:
    reports = audit_checking.verify_trails(by=COMMAND_LINE, at=THIRD)
    return [(str(one.kind), one.sequence) for report in reports for one in report.problems]


def test_verify_day_sealed_meanwhile_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    before_each_snapshot(monkeypatch, lambda: (seal_finished_days(THIRD), note_heads(THIRD)))

    assert found() == []
    assert AuditSegment.objects.filter(organization=CHAIN).count() == 2

    monkeypatch.undo()
    assert found() == []


def test_verify_finds_tampering_though_a_day_is_sealed_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with connection.cursor() as cursor:
        protection.remove(cursor, connection.vendor)
        cursor.execute("UPDATE audit_auditevent SET reason = 'other' WHERE sequence = 1")
        protection.install(cursor, connection.vendor)
    before_each_snapshot(monkeypatch, lambda: seal_finished_days(THIRD))

    assert ("changed", 1) in found()


def test_verify_seal_that_was_never_copied_outside_is_found(outside: Path) -> None:
    lines = outside.read_text()
    seal_finished_days(THIRD)
    outside.write_text(lines)

    assert found() == [("outside_mismatch", 2)]


def test_verify_reads_no_line_while_writers_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    original, held = audit_checking.read_outside, []

    def read_outside(*args: Any, **kwargs: Any) -> Any:
        held.append(connection.in_atomic_block)
        return original(*args, **kwargs)

    monkeypatch.setattr(audit_checking, "read_outside", read_outside)

    assert found() == []
    assert held == [False]
