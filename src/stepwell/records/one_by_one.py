"""Reading rows one after the other, without holding all of them in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db.models import Model, QuerySet

AT_ONCE = 2000

_M = TypeVar("_M", bound=Model)
_Row = TypeVar("_Row")


@contextmanager
def one_by_one(rows: QuerySet[_M, _Row]) -> Iterator[Iterator[_Row]]:
    """Of the rows only AT_ONCE are in memory.

    The reading ends with the block. One left unfinished would be ended by the garbage collector,
    perhaps amid another question of the same connection to PostgreSQL, which then stands still.
    """
    found = rows.iterator(chunk_size=AT_ONCE)
    try:
        yield found
    finally:
        found.close()  # type: ignore[attr-defined]  # it is a generator
