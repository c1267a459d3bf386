"""Between tests, Django empties all tables. The audit trail's tables refuse that, so its triggers
are taken away and put back in the transaction that empties them, here and nowhere else. The row
that a migration makes, the installation's own organization, is made again.

On PostgreSQL the rows are deleted, with all triggers asleep: TRUNCATE of a hundred small tables
makes new files for each of them and takes half a second. The tests' user must be a superuser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations


class _Statements(list[str]):
    def execute(self, sql: str, params: Any = None) -> None:
        self.append(sql)


def make_own_organization() -> None:
    from django.apps import apps

    migration = import_module("stepwell.records.accounts.migrations.0003_organizations")
    migration.make_own_organization(apps, None)


def let_tests_empty_the_audit_trail() -> None:
    original = BaseDatabaseOperations.execute_sql_flush

    def execute_sql_flush(self: BaseDatabaseOperations, sql_list: Sequence[str]) -> None:
        from stepwell.records.audit import protection

        if self.connection.vendor == "postgresql":
            original(self, _deletions(sql_list))
        else:
            before, after = _Statements(), _Statements()
            protection.remove(before, self.connection.vendor)
            protection.install(after, self.connection.vendor)
            original(self, [*before, *sql_list, *after])
        make_own_organization()

    BaseDatabaseOperations.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]


def _deletions(truncation: Sequence[str]) -> list[str]:
    """Instead of Django's one statement, `TRUNCATE "a", "b";`."""
    (statement,) = truncation
    tables = re.findall(r'"\w+"', statement)
    assert statement.startswith("TRUNCATE "), statement
    assert tables, statement
    return [
        "SET LOCAL session_replication_role = replica",
        *(f"DELETE FROM {table}" for table in tables),
    ]
