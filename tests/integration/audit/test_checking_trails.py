"""Checking a trail holds up nobody; a copy kept elsewhere shows what a forger hid."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from stepwell.actions.audit_checking import check_trail, verify_trails
from stepwell.actions.audit_retention import drop_before
from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.auditing import record_event
from stepwell.cli.main import main
from stepwell.domain.access.actor import COMMAND_LINE, SCHEDULE
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.accounts.models import Organization
from stepwell.records.audit import protection
from stepwell.records.audit.models import AuditEvent, AuditSegment

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
LATER = TODAY.replace(year=2033)
WAIT = 60
"""Seconds after which a test that waits for another thread gives up."""


@pytest.fixture(autouse=True)
def outside(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "audit-seals.log"
    return settings.AUDIT_OUTSIDE_PATH  # type: ignore[no-any-return]


@pytest.fixture
def harbor() -> str:
    """The chain of a program: five sealed days of two events, and two of today."""
    program = Organization.objects.create(
        slug="harbor", name="Harbor", sender_name="Harbor", app_name="Harbor", created_at=FIRST
    )
    chain = str(program.pk)
    for day in range(6):
        for minute in range(2):
            view(chain, FIRST + timedelta(days=day, minutes=minute))
    seal_finished_days(TODAY)
    note_heads(TODAY)
    return chain


def view(chain: str, at: datetime, record: str = "c1") -> None:
    with transaction.atomic():
        reference = RecordRef("client", record)
        record_event("record.viewed", by=SCHEDULE, at=at, record=reference, organization_id=chain)


def tamper(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        protection.remove(cursor, connection.vendor)
        cursor.execute(sql, values)
        protection.install(cursor, connection.vendor)


def test_check_trail_does_not_wait_for_a_writer(harbor: str, outside: Path) -> None:
    is_written, may_end = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            view(harbor, TODAY)
            is_written.set()
            assert may_end.wait(WAIT)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert is_written.wait(WAIT)
        report = check_trail(harbor, None, outside)
        is_open = not writing.done()
        may_end.set()
        writing.result(WAIT)

    assert is_open
    assert report.events == 12
    assert check_trail(harbor, None, outside).events == 13


def test_check_trail_lets_others_write_and_does_not_see_it(
    harbor: str, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Someone writes in the middle of the reading: after its first event."""
    original, done = AuditEvent.as_chained, []

    def write() -> None:
        view(harbor, TODAY)
        connection.close()

    def as_chained(self: AuditEvent) -> Any:
        if not done:
            done.append(True)
            with ThreadPoolExecutor(1) as pool:
                pool.submit(write).result(WAIT)
        return original(self)

    monkeypatch.setattr(AuditEvent, "as_chained", as_chained)
    report = check_trail(harbor, None, outside)

    assert done
    assert report.events == 12
    assert {str(one.kind) for one in report.problems} == {"outside_mismatch"}  # there is no copy
    assert AuditEvent.objects.filter(organization=harbor).count() == 13


def test_verify_by_short_name_is_told_by_it(harbor: str, capsys: Any) -> None:
    assert main(["audit", "verify", "--organization", "harbor"]) == 0
    assert "harbor: 12 events, 5 sealed days" in capsys.readouterr().out

    assert main(["audit", "verify", "--organization", "habor"]) == 1
    assert "There is no audit trail 'habor'. Trails: harbor, installation." in (
        capsys.readouterr().err
    )


def test_verify_against_an_older_copy_is_fine(
    harbor: str, outside: Path, tmp_path: Path, capsys: Any
) -> None:
    copy = tmp_path / "copied.log"
    copy.write_bytes(outside.read_bytes())
    view(harbor, TODAY + timedelta(days=1))
    assert seal_finished_days(TODAY + timedelta(days=1))

    assert main(["audit", "verify", "--copy", str(copy)]) == 0
    assert "Nothing is wrong." in capsys.readouterr().out


def test_verify_against_a_copy_finds_what_was_forged_with_the_file(
    harbor: str, outside: Path, tmp_path: Path, capsys: Any
) -> None:
    """Whoever owns the server writes rows, seals and the file again; not the copy."""
    copy = tmp_path / "copied.log"
    copy.write_bytes(outside.read_bytes())
    for table in ("auditevent", "auditsegment", "audithead"):
        tamper(f"DELETE FROM audit_{table} WHERE organization = %s", harbor)
    for day in range(6):
        for minute in range(2):
            view(harbor, FIRST + timedelta(days=day, minutes=minute), record="forged")
    outside.unlink()
    seal_finished_days(TODAY)
    note_heads(TODAY)

    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--copy", str(copy)]) == 1
    assert "outside_mismatch: event 2 (2026-11-20)" in capsys.readouterr().out


def test_verify_against_a_copy_that_is_not_there_is_refused(capsys: Any) -> None:
    assert main(["audit", "verify", "--copy", "/nowhere/copied.log"]) == 1
    assert "There is no file /nowhere/copied.log." in capsys.readouterr().err


def test_drop_refuses_a_day_that_was_tampered_with(harbor: str, capsys: Any) -> None:
    tamper("UPDATE audit_auditevent SET reason = 'other' WHERE sequence = 4")

    done = drop_before(date(2026, 11, 23), by=COMMAND_LINE, at=LATER)

    assert done.days == 0
    assert "2026-11-21 (harbor) are not those that were sealed" in done.refused[0]
    assert AuditEvent.objects.filter(organization=harbor).count() == 12
    assert not AuditSegment.objects.exclude(dropped_by=None).exists()


def test_drop_refuses_a_day_whose_seal_is_not_the_one_outside(harbor: str, outside: Path) -> None:
    lines = outside.read_text().splitlines(keepends=True)
    outside.unlink()
    tamper("DELETE FROM audit_auditsegment")
    tamper("DELETE FROM audit_auditevent WHERE sequence > 1")
    head = AuditEvent.objects.get(organization=harbor)
    tamper("UPDATE audit_audithead SET sequence = 1, hash = %s", head.hash)
    view(harbor, FIRST, record="forged")
    seal_finished_days(TODAY)
    outside.write_text("".join(lines))

    done = drop_before(date(2026, 11, 21), by=COMMAND_LINE, at=LATER)

    assert done.days == 0
    assert "are not those that were sealed" in done.refused[0]


def test_drop_goes_on_after_what_was_dropped_before(harbor: str) -> None:
    assert drop_before(date(2026, 11, 22), by=COMMAND_LINE, at=LATER).days == 2
    assert drop_before(date(2026, 11, 24), by=COMMAND_LINE, at=LATER).days == 2
    assert [r for r in verify_trails(by=COMMAND_LINE, at=LATER) if r.problems] == []


def test_holds_are_listed_with_those_in_force_first(harbor: str, capsys: Any) -> None:
    assert main(["audit", "hold", "harbor", "--reason", "Docket 1"]) == 0
    assert main(["audit", "hold", "harbor", "--reason", "Docket 2"]) == 0
    number = capsys.readouterr().out.split()[2]
    assert main(["audit", "lift", number]) == 0
    capsys.readouterr()

    assert main(["audit", "holds"]) == 0

    first, second = (line.split() for line in capsys.readouterr().out.splitlines()[1:])
    assert {"harbor", "in", "force"} <= set(first)
    assert "force" not in second
