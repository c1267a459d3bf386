"""Reading a database as it is at one moment, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import QuerySet

from stepwell.domain.audit.chain import ChainedEvent
from stepwell.records.audit.models import AuditEvent

AT_ONCE = 2000


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
    """Events one after the other, of which only AT_ONCE are in memory.

    The reading ends with the block. One left unfinished would be ended by the garbage collector,
    perhaps amid another question of the same connection to PostgreSQL, which then stands still.
    """
    rows = events.iterator(chunk_size=AT_ONCE)
    try:
        yield (row.as_chained() for row in rows)
    finally:
        rows.close()  # type: ignore[attr-defined]  # it is a generator
