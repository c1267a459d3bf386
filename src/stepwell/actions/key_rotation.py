"""Sealing all stored values anew with the active key, while the installation is in use.

Each value is replaced only if it is still what was read, so that nobody's change is overwritten; a
rotation that was cut off goes on where it stopped, and one that has nothing to do changes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models, transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.installation import check_can_operate
from stepwell.records.encryption.blind_index import BlindIndexField
from stepwell.records.encryption.fields import SealedValue
from stepwell.records.encryption.keyring import FIELD_PURPOSES, Key
from stepwell.records.encryption.keys_in_use import current_ring
from stepwell.records.encryption.registry import ProtectedColumn
from stepwell.records.encryption.sealing import Unreadable
from stepwell.records.encryption.usage import present_columns

logger = logging.getLogger("stepwell.keys")
BATCH = 200
"""Values replaced in one transaction: on SQLite other writers wait for about 20 ms."""


@dataclass(slots=True)
class RotationReport:
    """values: how many were replaced, by "table.column". unreadable: those that do not open."""

    values: dict[str, int] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.values.values())


def rotate_keys(
    *,
    by: Actor,
    at: datetime,
    columns: list[ProtectedColumn] | None = None,
    told: Callable[[str, int], None] = lambda _label, _count: None,
) -> RotationReport:
    """Replace what older keys have written.

    Args:
        columns: where; everywhere without it.
        told: called after each batch with the column's label and how many were replaced in it.

    A value that does not open is left as it is and named in the report.
    """
    check_can_operate(by)
    report = RotationReport()
    for purpose in FIELD_PURPOSES:
        active = current_ring().newest(purpose)
        before = report.total
        try:
            for column in present_columns() if columns is None else columns:
                if column.purpose == purpose:
                    _rotate_column(column, active, report, told)
        finally:
            if report.total > before:
                _record(active, report.total - before, by=by, at=at)
    return report


def _record(active: Key, values: int, *, by: Actor, at: datetime) -> None:
    with transaction.atomic():
        record_event("keys.rotated", by=by, at=at, details={"key": active.id, "values": values})
    logger.info("values were sealed anew", extra={"key": active.id, "values": values})


def _rotate_column(
    column: ProtectedColumn, active: Key, report: RotationReport, told: Callable[[str, int], None]
) -> None:
    for old in current_ring().of(column.purpose):
        if old.id == active.id:
            continue
        for batch in _batches(column, old):
            with transaction.atomic():
                count = sum(_replace(column, row, active, report) for row in batch)
            report.values[column.label] = report.values.get(column.label, 0) + count
            told(column.label, count)


def _batches(column: ProtectedColumn, old: Key) -> Iterator[list[tuple[Any, Any]]]:
    """Lists of (primary key, stored value the new one is made from)."""
    source = column.field.source if isinstance(column.field, BlindIndexField) else column.field.name
    rows = column.written_with(old.id).order_by("pk").values_list("pk", source)
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])


def _replace(
    column: ProtectedColumn, row: tuple[Any, Any], active: Key, report: RotationReport
) -> int:
    """1 if the value was replaced, 0 if someone changed it meanwhile or it does not open."""
    pk, stored = row
    try:
        plain = stored.open(pk) if isinstance(stored, SealedValue) else stored
    except Unreadable as error:
        report.unreadable.append(str(error))
        return 0
    if isinstance(column.field, BlindIndexField):
        unchanged = _unchanged(column.rows(), column.field.source, pk, stored)
        return unchanged.update(**{column.field.name: column.field.index_of(plain, active)})
    unchanged = _unchanged(column.rows(), column.field.name, pk, stored)
    return unchanged.update(**{column.field.name: column.field.sealed(plain, row=pk)})


def _unchanged(rows: models.QuerySet[Any], name: str, pk: Any, stored: Any) -> models.QuerySet[Any]:
    lookup = f"{name}__stored_as" if isinstance(stored, SealedValue) else name
    return rows.filter(**{"pk": pk, lookup: stored})
