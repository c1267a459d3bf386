"""A mail server that takes the call and says nothing holds up other mail, and nothing else."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from cast import Cast, build_cast
from factories.mail_server import SilentServer
from stepwell.actions.clients import NewContactRules, change_client, set_contact_rules
from stepwell.actions.notices import queue_notice, requeue_cut_off
from stepwell.domain.people.notices import NoticeKind
from stepwell.gateways.mail import MailServer
from stepwell.jobs import worker
from stepwell.records.directory.models import JobRun
from stepwell.records.people.models import Notice

pytestmark = pytest.mark.django_db(transaction=True)
done: list[str] = []


@task()
def another_task(name: str) -> None:
    done.append(name)


@pytest.fixture
def notice(transactional_db: None) -> Notice:
    cast: Cast = build_cast()
    ana, ben = cast.client("ana").pk, cast.actor("ben")
    change_client(ana, {"email": "planted@home.example"}, by=ben, at=cast.at)
    set_contact_rules(ana, NewContactRules(may_email=True), by=ben, at=cast.at)
    return Notice.objects.get(pk=queue_notice(ana, NoticeKind.NEWS, by=ben, at=cast.at))


def until(condition: Callable[[], object], seconds: float = 8) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def heartbeat() -> datetime:
    return JobRun.objects.get(name=JobRun.WORKER).at


def test_slow_mail_server_holds_up_neither_jobs_nor_the_heartbeat(
    notice: Notice, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    settings.MAIL_FROM = "no-reply@harbor.example"
    monkeypatch.setattr(worker, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(worker, "FINISH_SECONDS", 5.0)
    stop = threading.Event()
    thread = threading.Thread(target=worker.run_worker, args=(stop,))
    with SilentServer() as server:
        settings.MAIL_SERVER = MailServer("127.0.0.1", server.port, "none")
        thread.start()
        try:
            assert until(lambda: server.taken), "the mail is being sent"
            seen = heartbeat()
            another_task.enqueue("while the mail waits")

            assert until(lambda: done == ["while the mail waits"])
            assert until(lambda: heartbeat() > seen)
            assert len(server.taken) == 1, "one message at a time, and no second thread"
        finally:
            stop.set()
            for one in server.taken:
                one.close()
            thread.join(timeout=20)
    assert not thread.is_alive()
    connections.close_all()


def test_slow_mail_that_was_cut_off_goes_back_into_the_queue_once(notice: Notice) -> None:
    at = datetime.now(UTC)
    DBTaskResult.objects.all().delete()
    Notice.objects.update(claimed_until=at + timedelta(minutes=1))
    assert requeue_cut_off(at=at) == 0, "someone is still sending it"

    later = at + timedelta(minutes=2)

    assert requeue_cut_off(at=later) == 1
    assert requeue_cut_off(at=later) == 0
    assert DBTaskResult.objects.count() == 1
