"""What the worker did lately and what it could not do. No arguments and no tracebacks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django_tasks_db.models import DBTaskResult

from stepwell.records.directory.models import JobRun


@dataclass(frozen=True, slots=True)
class JobBegun:
    """When a job last began; the worker's own rounds among them."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FailedTasks:
    """Tasks of one kind that failed in the days they are kept."""

    name: str
    error: str
    count: int
    last_at: datetime


def jobs_begun() -> list[JobBegun]:
    return [JobBegun(one.name, one.at) for one in JobRun.objects.order_by("-at")]


def failed_tasks() -> list[FailedTasks]:
    """The latest first."""
    rows = (
        DBTaskResult.objects.failed()
        .order_by()
        .values("task_path", "exception_class_path")
        .annotate(count=Count("pk"), last_at=Max("finished_at"))
        .order_by("-last_at")
    )
    return [
        FailedTasks(
            _last(row["task_path"]),
            _last(row["exception_class_path"]),
            row["count"],
            row["last_at"],
        )
        for row in rows
    ]


def _last(path: str) -> str:
    return path.rpartition(".")[2]
