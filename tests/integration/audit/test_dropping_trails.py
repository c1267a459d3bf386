"""`stepwell audit drop` over several trails: each by itself, and it says what stayed and why."""

from __future__ import annotations

import inspect
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from stepwell.actions.audit_sealing import seal_finished_days
from stepwell.actions.auditing import record_event
from stepwell.cli.main import main
from stepwell.domain.access.actor import SCHEDULE
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.audit import protection
from stepwell.records.audit.models import AuditEvent, AuditSegment

pytestmark = pytest.mark.django_db(transaction=True)
LONG_AGO = datetime(2015, 3, 2, 9, tzinfo=UTC)
FIRST, SECOND = "program-a", "program-b"
DROP = ["audit", "drop", "--before", "2016-01-01"]


@pytest.fixture(autouse=True)
def trails(settings: Any, tmp_path: Path) -> None:
    """Two programs with one sealed day of long ago."""
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "audit-seals.log"
    for chain in (FIRST, SECOND):
        view(chain)
    seal_finished_days(LONG_AGO.replace(year=2016))


def view(chain: str) -> None:
    with transaction.atomic():
        about = RecordRef("client", "c1")
        record_event("record.viewed", by=SCHEDULE, at=LONG_AGO, record=about, organization_id=chain)


def tamper(chain: str) -> None:
    with connection.cursor() as cursor:
        protection.remove(cursor, connection.vendor)
        cursor.execute("UPDATE audit_auditevent SET reason = 'x' WHERE organization = %s", [chain])
        protection.install(cursor, connection.vendor)


def has_dropped(chain: str) -> bool:
    return AuditSegment.objects.get(organization=chain).dropped_by is not None


def test_drop_goes_on_after_a_trail_that_was_tampered_with(capsys: Any) -> None:
    tamper(FIRST)

    assert main(DROP) == 1

    told = capsys.readouterr()
    assert "Dropped 1 days" in told.out
    assert f"2015-03-02 ({FIRST}) are not those that were sealed" in told.err
    assert (has_dropped(FIRST), has_dropped(SECOND)) == (False, True)
    assert AuditEvent.objects.filter(organization=FIRST, event_type="record.viewed").exists()


def test_drop_that_is_refused_leaves_no_reading_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else PostgreSQL's connection can stand still when the garbage collector ends it."""
    tamper(FIRST)
    view(FIRST)
    readings = []
    original = QuerySet.iterator

    def iterator(self: Any, *args: Any, **options: Any) -> Any:
        readings.append(original(self, *args, **options))
        return readings[-1]

    monkeypatch.setattr(QuerySet, "iterator", iterator)

    assert main(DROP) == 1

    assert len(readings) == 2
    assert [inspect.getgeneratorstate(one) for one in readings] == [inspect.GEN_CLOSED] * 2


def test_drop_says_which_trail_a_legal_hold_keeps(capsys: Any) -> None:
    assert main(["audit", "hold", FIRST, "--reason", "Docket 1"]) == 0
    capsys.readouterr()

    assert main(DROP) == 0

    told = capsys.readouterr().out
    assert f"{FIRST}: a legal hold keeps what is older" in told
    assert SECOND not in told
    assert (has_dropped(FIRST), has_dropped(SECOND)) == (False, True)


def test_drop_does_not_speak_of_a_hold_that_keeps_nothing(capsys: Any) -> None:
    assert main(DROP) == 0
    assert main(["audit", "hold", FIRST, "--reason", "Docket 1"]) == 0
    capsys.readouterr()

    assert main([*DROP, "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {"dropped": 0, "held": [], "refused": []}
