"""The worker's sign of life, and which daily job is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from stepwell.records.directory.models import JobRun

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def record_heartbeat(at: datetime) -> None:
    """Each round of each worker says that it is there."""
    JobRun.objects.update_or_create(name=JobRun.WORKER, defaults={"at": at})


def claim_daily_job(name: str, *, at: datetime) -> bool:
    """True for the one worker that is to do this job now: a day or more after its last start."""
    return claim_job(name, every=DAY, at=at)


def claim_job(name: str, *, every: timedelta, at: datetime) -> bool:
    _, is_first = JobRun.objects.get_or_create(name=name, defaults={"at": at})
    return is_first or JobRun.objects.filter(name=name, at__lte=at - every).update(at=at) == 1
