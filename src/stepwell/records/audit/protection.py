"""Triggers by which the database itself keeps the trail append-only, whoever holds a connection.

- An event is never updated, and deleted only where a segment marked as dropped covers it.
- A segment is marked as dropped once, with an event that records it, and not under a legal hold;
  nothing else about a segment ever changes, and none is deleted.
- A head moves forward only. A legal hold is lifted once and never deleted.
- On PostgreSQL none of the tables can be truncated; on SQLite no INSERT OR REPLACE passes.

Nothing in Stepwell removes these triggers. `stepwell audit verify` says when one is missing:
SQLite drops them with a table that a migration rebuilds, so such a migration ends with `install`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

_SAYS = "The audit trail is append-only"

_IS_DROPPED = """EXISTS (
    SELECT 1 FROM audit_auditsegment s
    WHERE s.organization = OLD.organization AND s.dropped_by IS NOT NULL
    AND OLD.sequence BETWEEN s.first_sequence AND s.last_sequence)"""

_SEGMENT_COLUMNS = (
    "id", "organization", "day", "first_sequence", "last_sequence", "count", "head_hash",
    "previous_seal_hash", "seal_hash", "sealed_at",
)  # fmt: skip
_IS_A_DROPPING = (
    " AND ".join(f"NEW.{column} = OLD.{column}" for column in _SEGMENT_COLUMNS)  # noqa: S608
    + """ AND OLD.dropped_by IS NULL AND NEW.dropped_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM audit_auditevent e
    WHERE e.organization = OLD.organization AND e.sequence = NEW.dropped_by
    AND e.event_type = 'segment.dropped')
    AND NOT EXISTS (
    SELECT 1 FROM audit_legalhold h
    WHERE h.organization = OLD.organization AND h.until IS NULL)"""
)
_IS_A_LIFTING = (
    " AND ".join(
        f"NEW.{column} = OLD.{column}" for column in ("id", "organization", "since", "reason", "by")
    ).replace(".by", '."by"')
    + " AND OLD.until IS NULL AND NEW.until IS NOT NULL"
)
_MOVES_FORWARD = "NEW.organization = OLD.organization AND NEW.sequence >= OLD.sequence"

_ALLOWED: dict[tuple[str, str], str] = {
    ("audit_auditevent", "UPDATE"): "",
    ("audit_auditevent", "DELETE"): _IS_DROPPED,
    ("audit_auditsegment", "UPDATE"): _IS_A_DROPPING,
    ("audit_auditsegment", "DELETE"): "",
    ("audit_legalhold", "UPDATE"): _IS_A_LIFTING,
    ("audit_legalhold", "DELETE"): "",
    ("audit_audithead", "UPDATE"): _MOVES_FORWARD,
    ("audit_audithead", "DELETE"): "",
}
"""Table and operation -> when it may pass ("" for never)."""

_KEYS = {
    "audit_auditevent": ("id", "organization, sequence"),
    "audit_auditsegment": ("id", "organization, day", "organization, first_sequence"),
    "audit_legalhold": ("id",),
    "audit_audithead": ("organization",),
}


class Executor(Protocol):
    def execute(self, sql: str, params: Any = ...) -> Any: ...


def install(executor: Executor, vendor: str) -> None:
    """Put all triggers in place, anew where they are there already."""
    for statement in statements(vendor):
        executor.execute(statement, None)


def remove(executor: Executor, vendor: str) -> None:
    """For reversing the migration, and for tests that empty the tables."""
    for name, table in _names(vendor):
        on = "" if vendor == "sqlite" else f" ON {table}"
        executor.execute(f"DROP TRIGGER IF EXISTS {name}{on}", None)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The triggers that should be in the database and are not, or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')")
        there = {row[0] for row in cursor.fetchall()}
    return sorted({name for name, _ in _names(connection.vendor)} - there)


def statements(vendor: str) -> Iterator[str]:
    yield from _sqlite() if vendor == "sqlite" else _postgresql()


def _name(table: str, operation: str) -> str:
    return f"{table}_{operation.lower()}_guard"


def _names(vendor: str) -> Iterator[tuple[str, str]]:
    for table, operation in _ALLOWED:
        yield _name(table, operation), table
    for table in _KEYS:
        yield _name(table, "REPLACE" if vendor == "sqlite" else "TRUNCATE"), table


def _sqlite() -> Iterator[str]:
    refuse = f"SELECT RAISE(ABORT, '{_SAYS}.')"
    for (table, operation), condition in _ALLOWED.items():
        name = _name(table, operation)
        when = f" WHEN ({condition}) IS NOT TRUE" if condition else ""
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"CREATE TRIGGER {name} BEFORE {operation} ON {table}{when} BEGIN {refuse}; END"
    for table, keys in _KEYS.items():
        name = _name(table, "REPLACE")
        taken = " OR ".join(_is_taken(table, key.split(", ")) for key in keys)
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield (
            f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {taken} "
            f"BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: {table}'); END"
        )


def _is_taken(table: str, columns: list[str]) -> str:
    same = " AND ".join(f"t.{column} = NEW.{column}" for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} t WHERE {same})"  # noqa: S608 - names of our own


def _postgresql() -> Iterator[str]:
    yield f"""CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{_SAYS}: no % on %.', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
        END $$"""
    for (table, operation), condition in _ALLOWED.items():
        name, function = _name(table, operation), "audit_refuse"
        if condition:
            function = f"{name}_check"
            result = "NEW" if operation == "UPDATE" else "OLD"
            yield f"""CREATE OR REPLACE FUNCTION {function}() RETURNS trigger
                LANGUAGE plpgsql AS $$
                BEGIN
                    IF {condition} THEN RETURN {result}; END IF;
                    RAISE EXCEPTION '{_SAYS}: no % on %.', TG_OP, TG_TABLE_NAME
                    USING ERRCODE = 'integrity_constraint_violation';
                END $$"""
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH ROW "
            f"EXECUTE FUNCTION {function}()"
        )
    for table in _KEYS:
        name = _name(table, "TRUNCATE")
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield (
            f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION audit_refuse()"
        )
