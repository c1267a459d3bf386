"""How many stored values each key has written: what rotation has left and retiring waits for."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, models

from stepwell.records.encryption.keyring import Key
from stepwell.records.encryption.registry import ProtectedColumn, protected_columns


def values_written_with(key: Key, columns: Iterable[ProtectedColumn] | None = None) -> int:
    """columns: where to look; in all that the database has without it."""
    return sum(
        column.written_with(key.id).count()
        for column in (present_columns() if columns is None else columns)
        if column.purpose == key.purpose
    )


def writes_anything(key: Key) -> bool:
    """Stops at the first value."""
    return any(
        column.written_with(key.id).exists()
        for column in present_columns()
        if column.purpose == key.purpose
    )


def present_columns() -> list[ProtectedColumn]:
    """Without columns whose migration has not run: backups are made before an upgrade."""
    there: dict[type[models.Model], set[str]] = {}
    tables = set(connection.introspection.table_names())
    found = []
    for column in protected_columns():
        if column.model not in there:
            there[column.model] = _column_names(column.model._meta.db_table, tables)
        if column.field.column in there[column.model]:
            found.append(column)
    return found


def _column_names(table: str, tables: set[str]) -> set[str]:
    if table not in tables:
        return set()
    with connection.cursor() as cursor:
        return {row.name for row in connection.introspection.get_table_description(cursor, table)}
