"""What two actions at once hold and wait for: every test watches it.

Of two transactions that wait for each other PostgreSQL ends one; SQLite has one writer and cannot
show it. Whoever records an event holds its chain until the transaction ends, so

- rows come first and the trail last: after its first event a transaction changes or locks no row of
  a table that it had not written to before;
- of several chains a transaction takes them by their names, which puts the installation's own
  program first, other programs by age, and the installation last. One that nobody else knows yet
  may come at any time.

`actions.auditing.told_last` sees to both. By table is as exact as it gets: of two rows of one table
the second may still come too late.
"""

from __future__ import annotations

import re
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.transaction import Atomic

from stepwell.actions import auditing
from stepwell.records.audit.models import AuditHead

WRITING = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
ALONE = frozenset({"load_demo", "load_cast"})
"""They fill an empty installation that nobody uses yet."""


class TakenOutOfOrder(AssertionError):
    pass


class _Watch(threading.local):
    """base: how deep in transactions the test itself is; what is opened there is an action's.

    What a fixture loads all at once is nobody's rival and not looked at.
    """

    def __init__(self) -> None:
        self.is_on = threading.current_thread() is not threading.main_thread()
        self.base = -1
        self.begin()

    def begin(self) -> None:
        self.chains: set[str] = set()
        self.tables: set[str] = set()


_watch = _Watch()


def watch_the_order_of_locks() -> None:
    enter, held_head = Atomic.__enter__, auditing._held_head
    lock = QuerySet.select_for_update

    def watched_enter(self: Atomic) -> None:
        if _depth() <= _watch.base:
            _watch.begin()
        enter(self)

    def watched_head(organization: str) -> AuditHead:
        head = held_head(organization)
        later = {one for one in _watch.chains if one > organization}
        if later and organization not in _watch.chains and head.sequence:
            _tell(f"{organization} is taken while {later} is held")
        _watch.chains.add(organization)
        return head

    def watched_lock(self: QuerySet[Any], *options: Any, **more: Any) -> QuerySet[Any]:
        _touch(self.model._meta.db_table)  # SQLite is not told of the lock.
        return lock(self, *options, **more)

    Atomic.__enter__ = watched_enter  # type: ignore[method-assign]
    QuerySet.select_for_update = watched_lock  # type: ignore[method-assign]
    auditing._held_head = watched_head


@contextmanager
def watched() -> Iterator[None]:
    """While the test itself runs."""
    _watch.is_on, _watch.base = True, _depth()
    _watch.begin()
    try:
        with connection.execute_wrapper(_look_at):
            yield
    finally:
        _watch.is_on = False


@contextmanager
def of_the_test() -> Iterator[None]:
    """What is open now is the test's own: a page opened inside is as if nothing were."""
    before = _watch.base
    _watch.base = _depth()
    try:
        yield
    finally:
        _watch.base = before


def _look_at(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if match := WRITING.match(sql):
        _touch(match[1], is_new=sql.startswith("INSERT"))
    return execute(sql, params, many, context)


def _touch(table: str, *, is_new: bool = False) -> None:
    """is_new: the row is, so nobody else holds it."""
    if table.startswith("audit_") or _depth() <= _watch.base:
        return
    if _watch.chains and table not in _watch.tables and not is_new:
        _tell(f"{table} is changed or locked after the first event")
    _watch.tables.add(table)


def _tell(problem: str) -> None:
    if not _watch.is_on:
        return
    if not ALONE & {frame.name for frame in traceback.extract_stack()}:
        raise TakenOutOfOrder(problem)


def _depth() -> int:
    return len(connection.savepoint_ids) if connection.in_atomic_block else -1
