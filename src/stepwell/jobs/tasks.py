"""What the worker does for an action, later. Each calls one action; arguments are ids."""

from __future__ import annotations

from datetime import UTC, datetime

from django_tasks import task

from stepwell.actions.background import offer_task
from stepwell.actions.notices import deliver_notice
from stepwell.domain.access.actor import SCHEDULE
from stepwell.jobs.queue import MAIL


@task(queue_name=MAIL)
def deliver_notice_task(notice_id: str) -> None:
    deliver_notice(notice_id, by=SCHEDULE, at=datetime.now(UTC))


def offer_all() -> None:
    offer_task("deliver_notice", deliver_notice_task)
