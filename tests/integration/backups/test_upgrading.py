"""From an older database to this version's: planned, backed up, migrated, and back again."""

from __future__ import annotations

from pathlib import Path

import pytest

from integration.backups.conftest import Elsewhere
from integration.backups.program import AT
from stepwell import __version__
from stepwell.actions.upgrading import upgrade
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def older(elsewhere: Elsewhere) -> Elsewhere:
    """A database from before there were people, with a directory of version 7 in it."""
    elsewhere.migrate("directory", "0001")
    elsewhere.sql("INSERT INTO directory_directorystate (id, version) VALUES (1, 7)")
    return elsewhere


def directory_version(place: Elsewhere) -> int:
    ((version,),) = place.sql("SELECT version FROM directory_directorystate")
    return int(version)


def test_upgrade_plan_changes_nothing(older: Elsewhere) -> None:
    before = older.tables()

    told = older.told("upgrade", "--plan")

    assert any(step.startswith("people.0001") for step in told["steps"])
    assert older.tables() == before
    assert older.told("backup", "list") == []


def test_upgrade_makes_a_backup_and_brings_the_database_up(older: Elsewhere) -> None:
    plan = older.told("upgrade", "--plan")["steps"]

    done = older.run("upgrade")

    assert f"Migrating, {len(plan)} steps" in done.stdout, done.stderr
    assert "ok     migrations: the database fits this version" in done.stdout
    assert "ok     meeting index: up to date" in done.stdout
    assert done.returncode == 0
    assert "people_client" in older.tables()
    (backup,) = older.told("backup", "list")
    assert f"stepwell restore {backup['file']}" in done.stdout
    assert directory_version(older) == 7
    assert older.told("upgrade", "--plan")["steps"] == []


def test_upgrade_has_a_way_back_and_forth_again(older: Elsewhere) -> None:
    before = older.tables()
    older.run("upgrade")
    (backup,) = older.told("backup", "list")
    older.empty()

    back = older.told("restore", backup["file"])

    assert "step(s) behind" in back["misfit"]
    assert older.tables() == before
    assert directory_version(older) == 7

    older.run("upgrade")
    assert "people_client" in older.tables()
    assert directory_version(older) == 7


def test_upgrade_with_nothing_to_do_makes_no_backup(older: Elsewhere) -> None:
    older.run("upgrade")

    done = older.run("upgrade")

    assert "nothing was changed" in done.stdout
    assert len(older.told("backup", "list")) == 1


def test_upgrade_of_an_empty_place_needs_no_backup(elsewhere: Elsewhere) -> None:
    done = elsewhere.run("upgrade")

    assert done.returncode == 0, done.stdout
    assert "people_client" in elsewhere.tables()
    assert elsewhere.told("backup", "list") == []


def test_upgrade_of_a_newer_database_is_refused(older: Elsewhere) -> None:
    older.sql(
        "INSERT INTO django_migrations (app, name, applied) "
        "VALUES ('people', '0999_later', '2030-01-01')"
    )
    before = older.tables()

    done = older.run("upgrade")

    assert done.returncode == 1
    assert "newer version of Stepwell (people.0999_later)" in done.stderr
    assert older.tables() == before
    assert older.told("backup", "list") == []


def test_upgrade_without_a_backup_is_refused(older: Elsewhere, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    older.environment["STEPWELL_BACKUP_DIR"] = str(blocked / "backups")
    before = older.tables()

    done = older.run("upgrade")

    assert done.returncode == 1
    assert "STEPWELL_BACKUP_DIR names it. Nothing was changed." in done.stderr
    assert older.tables() == before


def test_upgrade_whose_migration_fails_says_how_to_go_back(older: Elsewhere) -> None:
    older.sql("CREATE TABLE people_client (id integer)")

    done = older.run("upgrade")

    assert done.returncode == 1
    (backup,) = older.told("backup", "list")
    assert "A migration failed" in done.stderr
    assert f"stepwell restore {backup['file']}" in done.stderr
    assert f"install version {__version__} again" in done.stderr


def test_upgrade_is_for_the_operator_only() -> None:
    with pytest.raises(AccessDenied):
        upgrade(by=Actor(key="someone", name="Someone"), at=AT)
