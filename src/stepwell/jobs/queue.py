"""Running what actions have put off: all that is due, one after the other.

Mail has a queue of its own, which waits for the program's mail server without holding up the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

KEPT = timedelta(days=7)
"""How long finished tasks stay, for whoever looks for the cause of a failure (design)."""


MAIL = "mail"


def run_due_tasks(
    worker_id: str, *, queues: Sequence[str] = ("*",), but: Sequence[str] = ()
) -> None:
    """Until none is left. A task that fails is kept with its traceback; the others go on.

    Args:
        queues: by name; "*" for all. but: those to leave out.
    """
    Worker(
        queue_names=list(queues),
        interval=0,
        batch=True,
        backend_name=default_task_backend.alias,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=list(but),
    ).run()


def prune_tasks() -> int:
    """Forget tasks that ended a week ago; how many."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
