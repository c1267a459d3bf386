"""Work for later: enqueued when the transaction is through, done by the worker.

`jobs` offers its tasks here by name when the process starts, so that an action can ask for one
without reaching up. Arguments are ids; every task may run twice without harm.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks.base import Task

_offered: dict[str, Task[..., Any]] = {}


def offer_task(name: str, task: Task[..., Any]) -> None:
    _offered[name] = task


def enqueue(name: str, *ids: str, run_after: datetime | None = None) -> None:
    """
    Args:
        run_after: not before this instant.

    Raises:
        LookupError: `jobs` offers no task of that name.
    """
    if name not in _offered:
        raise LookupError(f"No background task is called {name!r}.")
    task = _offered[name].using(run_after=run_after)
    transaction.on_commit(partial(task.enqueue, *ids))
