"""Reading a database as it is at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import QuerySet

from stepwell.domain.audit.chain import ChainedEvent
from stepwell.records.audit.models import AuditEvent
from stepwell.records.one_by_one import one_by_one


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment; nobody waits for it. Nothing may be written.

    Inside a transaction of the caller's, that decides what is seen.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not transaction.atomic(): that begins by taking the lock of the writers.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def streamed(events: QuerySet[AuditEvent]) -> Iterator[Iterator[ChainedEvent]]:
    """Events one after the other."""
    with one_by_one(events) as rows:
        yield (row.as_chained() for row in rows)
