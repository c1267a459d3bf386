"""What people are called is sealed, also for accounts that were made before it was."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from signing_in import create_person
from stepwell.records.accounts.models import User

BEFORE = [("accounts", "0003_organizations")]
AFTER = [("accounts", "0004_sealed_names")]


def stored_names() -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM accounts_user")
        return [bytes(row[0]) for row in cursor.fetchall()]


@pytest.mark.django_db
def test_account_name_is_unreadable_in_the_database() -> None:
    create_person("ana")

    assert User.objects.get().name == "Ana"
    assert b"Ana" not in stored_names()[0]


@pytest.mark.django_db(transaction=True)
def test_account_names_from_before_are_sealed_and_can_be_opened_again() -> None:
    create_person("ana")
    everything = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        MigrationExecutor(connection).migrate(BEFORE)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM accounts_user")
            assert cursor.fetchall() == [("Ana",)]

        MigrationExecutor(connection).migrate(AFTER)
        assert b"Ana" not in stored_names()[0]
        assert User.objects.get().name == "Ana"
    finally:
        MigrationExecutor(connection).migrate(everything)
