"""Every value in the database: as it lies there, and opened."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from stepwell.records.rights import all_models


def everything_said() -> list[str]:
    """One line a value: the table, the column, what it says."""
    return [*_raw(), *_opened()]


def tables_that_say(text: str) -> set[str]:
    """Also where only a sealed value says it."""
    return {line.split(" ")[0] for line in everything_said() if text.casefold() in line.casefold()}


def _raw() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    yield f"{table} {name} {value!r}"


def _opened() -> Iterator[str]:
    for model in all_models():
        for row in model._base_manager.all():
            for field in model._meta.concrete_fields:
                # Not value_from_object, which never gives what is sealed.
                value = getattr(row, field.attname)
                yield f"{model._meta.db_table} {field.name} {value!s}"
