"""One lock per process in front of SQLite's writers: nobody fails, nobody's update is lost."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from stepwell.records.directory.models import DirectoryState

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite"),
]


def test_sqlite_settings_are_the_durable_ones() -> None:
    with connection.cursor() as cursor:
        answers = {}
        for name in ("synchronous", "foreign_keys"):
            cursor.execute(f"PRAGMA {name}")
            answers[name] = cursor.fetchone()[0]

    assert answers == {"synchronous": 2, "foreign_keys": 1}


def test_sqlite_lock_eight_writers_lose_nothing() -> None:
    DirectoryState.objects.create(pk=1, version=0, changed_at=datetime.now(UTC))
    errors: list[Exception] = []

    def work() -> None:
        try:
            for _ in range(20):
                with transaction.atomic():
                    state = DirectoryState.objects.get(pk=1)
                    state.version += 1
                    state.save()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert DirectoryState.objects.get(pk=1).version == 160


def test_sqlite_lock_is_released_after_an_error() -> None:
    with pytest.raises(RuntimeError, match="planted"), transaction.atomic():
        raise RuntimeError("planted")

    with transaction.atomic():
        assert DirectoryState.objects.count() == 0
