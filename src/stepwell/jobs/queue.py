"""Running what actions have put off: all that is due, one after the other."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

KEPT = timedelta(days=7)
"""How long finished tasks stay, for whoever looks for the cause of a failure (design)."""


def run_due_tasks(worker_id: str) -> None:
    """Until none is left. A task that fails is kept with its traceback; the others go on."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=default_task_backend.alias,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    ).run()


def prune_tasks() -> int:
    """Forget tasks that ended a week ago; how many."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT)
    return old.delete()[0]
