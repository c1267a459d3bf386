"""`stepwell audit`: what was done to a trail behind our back is found and told where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from stepwell.actions.audit_retention import Dropping, DroppingRefused, drop_before
from stepwell.actions.audit_sealing import note_heads, seal_finished_days
from stepwell.actions.auditing import record_event
from stepwell.cli.main import main
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.audit import protection
from stepwell.records.audit.models import AuditEvent, AuditSegment, LegalHold

pytestmark = pytest.mark.django_db(transaction=True)
ORGANIZATION = "0197a1c2-0000-7000-8000-00000000abcd"
BEN = Actor(key="0197a1c2-0000-7000-8000-0000000000be", name="Ben", organization_id=ORGANIZATION)
FIRST = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = datetime(2026, 11, 25, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def outside(settings: Any, tmp_path: Path) -> Path:
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "audit-seals.log"
    return settings.AUDIT_OUTSIDE_PATH  # type: ignore[no-any-return]


@pytest.fixture
def trail() -> None:
    """Five days of four events, of which all but today's are sealed; sequences 1 to 24."""
    for day in range(6):
        for minute in range(4):
            view(FIRST + timedelta(days=day, minutes=minute))
    seal_finished_days(TODAY)
    note_heads(TODAY)


def view(at: datetime) -> None:
    with transaction.atomic():
        record_event("record.viewed", by=BEN, at=at, record=RecordRef("client", "c1"))


@contextmanager
def unguarded() -> Iterator[Callable[..., Any]]:
    """What someone does who owns the database: triggers off, SQL, triggers on."""
    with connection.cursor() as cursor:
        protection.remove(cursor, connection.vendor)
        yield cursor.execute
        protection.install(cursor, connection.vendor)


def verify(capsys: Any) -> tuple[int, list[dict[str, Any]]]:
    capsys.readouterr()
    code = main(["audit", "verify", "--organization", ORGANIZATION, "--json"])
    told = json.loads(capsys.readouterr().out)
    return code, [problem for one in told["trails"] for problem in one["problems"]]


def test_verify_whole_trail_is_fine(trail: None, capsys: Any) -> None:
    assert verify(capsys) == (0, [])
    assert AuditEvent.objects.filter(event_type="audit.verified").count() == 1
    assert main(["audit", "verify"]) == 0
    assert "Nothing is wrong." in capsys.readouterr().out


WHERE = "organization = %s AND sequence"
DAY = "2026-11-21"
TAMPERINGS = {
    "edit": (
        f"UPDATE audit_auditevent SET actor_name = 'Eve' WHERE {WHERE} = 6",
        "changed",
        6,
        DAY,
    ),
    "delete": (f"DELETE FROM audit_auditevent WHERE {WHERE} = 6", "removed", 6, DAY),
    "cut off": (f"DELETE FROM audit_auditevent WHERE {WHERE} > 22", "cut_off", 23, None),
    "drop a segment": (
        f"DELETE FROM audit_auditevent WHERE {WHERE} BETWEEN 5 AND 8",
        "segment_dropped",
        5,
        DAY,
    ),
    "drop a seal": (
        "DELETE FROM audit_auditsegment WHERE organization = %s AND first_sequence = 5",
        "segment_dropped",
        5,
        DAY,
    ),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_verify_finds_tampering(trail: None, capsys: Any, name: str) -> None:
    sql, kind, sequence, day = TAMPERINGS[name]
    with unguarded() as execute:
        execute(sql, [ORGANIZATION])

    code, problems = verify(capsys)

    assert code == 1
    assert (kind, sequence, day) in places(problems)


def test_verify_finds_an_event_inserted_at_the_end(trail: None, capsys: Any) -> None:
    _copy_event(sequence=24, to=25)

    code, problems = verify(capsys)

    assert code == 1
    assert ("inserted", 25, None) in places(problems)
    assert {one["sequence"] for one in problems} == {25}


def test_verify_finds_an_event_inserted_into_a_sealed_day(trail: None, capsys: Any) -> None:
    """Between events 6 and 7; all later ones are moved up, and the head with them."""
    with unguarded() as execute:
        for step in (1000, -999):
            execute(
                f"UPDATE audit_auditevent SET sequence = sequence + {step} WHERE {WHERE} > 6",
                [ORGANIZATION],
            )
        execute("UPDATE audit_audithead SET sequence = 25 WHERE organization = %s", [ORGANIZATION])
    _copy_event(sequence=6, to=7)

    code, problems = verify(capsys)

    assert code == 1
    assert ("inserted", 7, "2026-11-21") in places(problems)


def test_verify_finds_events_that_changed_places(trail: None, capsys: Any) -> None:
    with unguarded() as execute:
        for old, new in ((6, 999), (7, 6), (999, 7)):
            execute(
                f"UPDATE audit_auditevent SET sequence = {new} WHERE {WHERE} = {old}",
                [ORGANIZATION],
            )

    code, problems = verify(capsys)

    assert code == 1
    assert places(problems) == {("reordered", 7, "2026-11-21")}


def places(problems: list[dict[str, Any]]) -> set[tuple[str, int, str | None]]:
    return {(one["kind"], one["sequence"], one["day"]) for one in problems}


def test_verify_finds_a_whole_chain_that_is_gone(trail: None, capsys: Any) -> None:
    with unguarded() as execute:
        for table in ("auditevent", "auditsegment", "audithead"):
            execute(f"DELETE FROM audit_{table} WHERE organization = %s", [ORGANIZATION])

    code, problems = verify(capsys)

    assert code == 1
    assert {"cut_off", "segment_dropped"} <= {one["kind"] for one in problems}


def test_verify_finds_a_trail_written_again_from_its_beginning(trail: None, capsys: Any) -> None:
    """Whoever can make a right chain of their own is caught by the copy outside."""
    with unguarded() as execute:
        for table in ("auditevent", "auditsegment", "audithead"):
            execute(f"DELETE FROM audit_{table} WHERE organization = %s", [ORGANIZATION])
    for number in range(24):
        view(TODAY + timedelta(minutes=number))

    code, problems = verify(capsys)

    assert code == 1
    assert "outside_mismatch" in {one["kind"] for one in problems}


def test_verify_finds_missing_triggers(trail: None, capsys: Any) -> None:
    with connection.cursor() as cursor:
        protection.remove(cursor, connection.vendor)
    try:
        assert main(["audit", "verify"]) == 1
        assert "no longer refuses changes" in capsys.readouterr().out
    finally:
        with connection.cursor() as cursor:
            protection.install(cursor, connection.vendor)


def test_verify_misses_the_copy_outside(trail: None, capsys: Any, outside: Path) -> None:
    outside.unlink()

    code, problems = verify(capsys)

    assert (code, problems[0]["kind"]) == (1, "outside_mismatch")


def test_verify_finds_a_changed_line_outside(trail: None, capsys: Any, outside: Path) -> None:
    outside.write_text(outside.read_text().replace('"count":4', '"count":5', 1))

    assert main(["audit", "verify"]) == 1
    assert "Line 1 of audit-seals.log" in capsys.readouterr().out


def test_verify_unknown_organization_is_refused(trail: None, capsys: Any) -> None:
    assert main(["audit", "verify", "--organization", "nobody"]) == 1
    assert "There is no audit trail 'nobody'." in capsys.readouterr().err


def test_seal_is_made_once_a_day_and_read_only_by_its_owner(trail: None, outside: Path) -> None:
    assert AuditSegment.objects.count() == 5
    assert seal_finished_days(TODAY) == []
    assert note_heads(TODAY) == 0
    assert outside.stat().st_mode & 0o777 == 0o600
    assert len(outside.read_text().splitlines()) == 6


def test_seal_event_with_an_earlier_clock_does_not_fall_on_a_sealed_day(
    trail: None, capsys: Any
) -> None:
    view(FIRST)

    assert AuditEvent.objects.filter(organization=ORGANIZATION).last().day == TODAY.date()  # type: ignore[union-attr]
    assert verify(capsys) == (0, [])


def test_seal_that_cannot_be_copied_outside_is_not_made(settings: Any, tmp_path: Path) -> None:
    view(FIRST)
    settings.AUDIT_OUTSIDE_PATH = tmp_path / "nowhere" / "audit-seals.log"

    with pytest.raises(OSError, match="No such file"):
        seal_finished_days(TODAY)

    assert not AuditSegment.objects.exists()


def test_drop_old_days_leaves_seals_and_a_record(trail: None, capsys: Any) -> None:
    later = TODAY.replace(year=2033)

    assert drop_before(date(2026, 11, 23), by=COMMAND_LINE, at=later) == Dropping(3, (), ())

    kept = AuditEvent.objects.filter(organization=ORGANIZATION)
    assert kept.order_by("sequence").values_list("sequence", flat=True)[0] == 13
    assert kept.filter(event_type="segment.dropped").count() == 3
    assert AuditSegment.objects.exclude(dropped_by=None).count() == 3
    assert verify(capsys) == (0, [])


def test_drop_recent_days_is_refused(trail: None, capsys: Any) -> None:
    with pytest.raises(DroppingRefused, match="kept for 6 years"):
        drop_before(date(2026, 11, 24), by=COMMAND_LINE, at=TODAY)

    assert main(["audit", "drop", "--before", "2026-11-24"]) == 1
    assert AuditEvent.objects.filter(organization=ORGANIZATION).count() == 24


def test_drop_under_a_legal_hold_takes_nothing_until_it_is_lifted(trail: None, capsys: Any) -> None:
    later = TODAY.replace(year=2033)
    assert main(["audit", "hold", ORGANIZATION, "--reason", "Docket 26-114"]) == 0
    hold = LegalHold.objects.get()

    held = drop_before(date(2026, 11, 23), by=COMMAND_LINE, at=later)
    assert (held.days, held.held) == (0, (ORGANIZATION,))

    assert main(["audit", "lift", str(hold.pk)]) == 0
    assert drop_before(date(2026, 11, 23), by=COMMAND_LINE, at=later) == Dropping(3, (), ())


def test_hold_refusals_say_why(trail: None, capsys: Any) -> None:
    assert main(["audit", "hold", "nobody", "--reason", "Docket"]) == 1
    assert main(["audit", "hold", ORGANIZATION, "--reason", " "]) == 1
    assert main(["audit", "lift", "77"]) == 1
    told = capsys.readouterr().err
    assert "There is no audit trail 'nobody'." in told
    assert "Say what the hold is for" in told
    assert "No legal hold 77 is in force." in told


def test_only_an_administrator_of_the_installation_drops(trail: None) -> None:
    with pytest.raises(AccessDenied):
        drop_before(date(2000, 1, 1), by=BEN, at=TODAY)


def _copy_event(*, sequence: int, to: int) -> None:
    columns = [field.column for field in AuditEvent._meta.fields if field.column != "id"]
    picked = ", ".join(str(to) if column == "sequence" else column for column in columns)
    with unguarded() as execute:
        execute(
            f"INSERT INTO audit_auditevent ({', '.join(columns)}) SELECT {picked} "
            f"FROM audit_auditevent WHERE {WHERE} = {sequence}",
            [ORGANIZATION],
        )


# The copy outside is lost, and begun again


def recopy(capsys: Any) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["audit", "recopy"])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_recopy_begins_the_lost_copy_again_and_says_so_for_good(
    trail: None, outside: Path, capsys: Any
) -> None:
    outside.unlink()
    assert {one["kind"] for one in verify(capsys)[1]} == {"outside_mismatch"}

    assert recopy(capsys) == (0, recopied(5, outside))

    assert verify(capsys) == (0, [])
    main(["audit", "verify"])
    assert "5 seals up to 2026-11-24 were copied outside on" in capsys.readouterr().out
    event = AuditEvent.objects.get(event_type="audit.recopied")
    assert json.loads(event.details) == {"days": 5, "trails": 1}
    assert "No seal is missing" in recopy(capsys)[1]
    with unguarded() as execute:
        execute(TAMPERINGS["edit"][0], [ORGANIZATION])
    assert verify(capsys)[0] == 1, "what is changed from now on is found again"


def recopied(days: int, outside: Path) -> str:
    return (
        f"{days} seals were copied to {outside}. Keep another copy elsewhere.\n"
        "For the days before now they say no more than the database does.\n"
    )


def test_recopy_adds_what_an_older_copy_lacks(trail: None, outside: Path, capsys: Any) -> None:
    lines = outside.read_text().splitlines(keepends=True)
    outside.write_text("".join(lines[:2]))

    assert recopy(capsys) == (0, recopied(3, outside))

    assert outside.read_text().startswith("".join(lines[:2]))
    assert verify(capsys) == (0, [])


@pytest.mark.parametrize("name", ["edit", "delete", "cut off", "drop a segment"])
def test_recopy_hides_no_tampering(trail: None, outside: Path, capsys: Any, name: str) -> None:
    outside.unlink()
    with unguarded() as execute:
        execute(TAMPERINGS[name][0], [ORGANIZATION])

    code, told = recopy(capsys)

    assert code == 1
    assert "stays to be seen" in told
    assert not outside.exists()
    assert not AuditEvent.objects.filter(event_type="audit.recopied").exists()


def test_recopy_refuses_a_copy_that_knows_more_than_the_database(
    trail: None, outside: Path, capsys: Any
) -> None:
    with unguarded() as execute:
        execute(TAMPERINGS["drop a seal"][0], [ORGANIZATION])
    before = outside.read_text()

    assert recopy(capsys)[0] == 1
    assert outside.read_text() == before
