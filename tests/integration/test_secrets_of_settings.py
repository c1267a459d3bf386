"""Keys and settings of backups: what production asks for, what the demo makes by itself."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from stepwell.records.encryption.key_files import create_keys, read_backup_keys, read_keys
from stepwell.records.encryption.keyring import BACKUP_PURPOSES, KeyRing

GIVEN = {
    "STEPWELL_MODE": "production",
    "STEPWELL_HOSTS": "a.example",
    "STEPWELL_SECRET_KEY": "x" * 60,
}
DAY = date(2026, 11, 27)


def doctor(data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "stepwell", "doctor"],
        env={"PATH": os.environ["PATH"], "STEPWELL_DATA_DIR": str(data)} | environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_without_field_keys_is_refused_with_the_command_that_makes_them(
    tmp_path: Path,
) -> None:
    done = doctor(tmp_path, **GIVEN)

    assert done.returncode == 1
    assert "needs STEPWELL_ENCRYPTION_KEYS_FILE" in done.stdout
    assert "stepwell keys make --file" in done.stdout
    assert not (tmp_path / "demo-field-keys").exists()


def test_production_field_keys_that_are_not_there_are_refused(tmp_path: Path) -> None:
    done = doctor(tmp_path, **GIVEN, STEPWELL_ENCRYPTION_KEYS_FILE=str(tmp_path / "absent"))

    assert done.returncode == 1
    assert "STEPWELL_ENCRYPTION_KEYS_FILE: The keys in" in done.stdout


def test_production_backup_keys_in_place_of_field_keys_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "backup-key"
    create_keys(path, KeyRing.make(made_on=DAY, purposes=BACKUP_PURPOSES))

    done = doctor(tmp_path, **GIVEN, STEPWELL_ENCRYPTION_KEYS_FILE=str(path))

    assert done.returncode == 1
    assert "two files" in done.stdout


@pytest.mark.parametrize("number", ["0", "-1", "many", "²"])
def test_backups_kept_must_be_a_number(tmp_path: Path, number: str) -> None:
    done = doctor(tmp_path, STEPWELL_BACKUP_KEEP=number)

    assert done.returncode == 1
    assert "STEPWELL_BACKUP_KEEP" in done.stdout


def test_demo_makes_its_own_keys_once(tmp_path: Path) -> None:
    doctor(tmp_path)
    field, backup = tmp_path / "demo-field-keys", tmp_path / "demo-backup-key"
    made = field.read_bytes(), backup.read_bytes()

    doctor(tmp_path)

    assert (field.read_bytes(), backup.read_bytes()) == made
    assert [key.purpose for key in read_keys(field).keys] == ["seal", "index"]
    assert [key.purpose for key in read_backup_keys(backup).keys] == ["backup"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in (field, backup)} == {0o600}


def test_demo_uses_the_keys_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    create_keys(path, KeyRing.make(made_on=DAY))

    doctor(tmp_path, STEPWELL_ENCRYPTION_KEYS_FILE=str(path))

    assert not (tmp_path / "demo-field-keys").exists()
