"""An installation with keys and folders of its own, and an empty place beside it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from stepwell.actions import backup_drill
from stepwell.records.encryption.key_files import create_keys
from stepwell.records.encryption.keyring import BACKUP_PURPOSES, KeyRing

NAMES = """
import django; django.setup()
from stepwell.records.people.models import Client
print(*sorted(client.name for client in Client.objects.all()), sep="\\n")
"""

TABLES = {
    True: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    False: "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}
"""By whether it is SQLite."""


@pytest.fixture(autouse=True)
def _installation(settings: Any, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    settings.DATA_DIR = data
    settings.SNAPSHOT_PATH = data / "meetings.snapshot"
    settings.AUDIT_OUTSIDE_PATH = data / "audit-seals.log"
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_KEEP = 3
    settings.ENCRYPTION_KEYS_FILE = tmp_path / "field-keys"
    settings.BACKUP_KEY_FILE = tmp_path / "backup-key"
    made_on = date(2026, 11, 27)
    create_keys(settings.ENCRYPTION_KEYS_FILE, KeyRing.make(made_on=made_on))
    ring = KeyRing.make(made_on=made_on, purposes=BACKUP_PURPOSES)
    create_keys(settings.BACKUP_KEY_FILE, ring)


@dataclass
class Elsewhere:
    """An empty place with the same keys."""

    environment: dict[str, str]

    def run(self, *words: object) -> subprocess.CompletedProcess[str]:
        return self._python("-m", "stepwell", *map(str, words))

    def told(self, *words: object) -> Any:
        """What a command that must not fail answers."""
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr + done.stdout
        return json.loads(done.stdout)

    def client_names(self) -> list[str]:
        done = self._python("-c", NAMES)
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\n")[:-1]

    def tables(self) -> list[str]:
        return sorted(str(name) for (name,) in self.sql(TABLES[self._is_sqlite]))

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Straight to the database: what it answers, if anything."""
        with contextlib.closing(self._connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            found = list(cursor.fetchall()) if cursor.description else []
            connection.commit()
        return found

    def empty(self) -> None:
        """As the way back says: the file moved aside, or another database."""
        if self._is_sqlite:
            for path in self._sqlite_file.parent.glob(f"{self._sqlite_file.name}*"):
                path.unlink()
        else:
            self.sql("DROP SCHEMA public CASCADE")
            self.sql("CREATE SCHEMA public")

    def migrate(self, *words: str) -> None:
        """As an older version did: one app, up to one migration."""
        done = self._python("-m", "django", "migrate", "--verbosity=0", *words)
        assert done.returncode == 0, done.stderr

    @property
    def _is_sqlite(self) -> bool:
        return not self.environment["STEPWELL_DATABASE_URL"]

    @property
    def _sqlite_file(self) -> Path:
        return Path(self.environment["STEPWELL_DATA_DIR"]) / "stepwell.sqlite3"

    def _connection(self) -> sqlite3.Connection | psycopg.Connection[Any]:
        if self._is_sqlite:
            return sqlite3.connect(self._sqlite_file)
        return psycopg.connect(self.environment["STEPWELL_DATABASE_URL"])

    def _python(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment | {"DJANGO_SETTINGS_MODULE": "stepwell.config.chosen_settings"},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with backup_drill._scratch() as environment:
        yield Elsewhere(environment)
