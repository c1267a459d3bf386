"""The one door through which a message leaves for a client."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django_tasks_db.models import DBTaskResult

from cast import Cast, build_cast
from factories.mail_server import MailKeeper
from stepwell.actions import notices
from stepwell.actions.background import enqueue
from stepwell.actions.clients import (
    NewClient,
    NewContactRules,
    change_client,
    close_client,
    create_client,
    set_contact_rules,
)
from stepwell.actions.notices import NoticeRefused, deliver_notice, queue_notice
from stepwell.domain.access.actor import SCHEDULE
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.people.contact_rules import ContactRefused
from stepwell.domain.people.notices import NoticeKind
from stepwell.gateways.mail import MailServer
from stepwell.jobs.queue import prune_tasks, run_due_tasks
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client, Notice

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "planted@home.example"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """ana agrees to e-mail and left an address."""
    cast = build_cast()
    ben, ana = cast.actor("ben"), cast.client("ana")
    change_client(ana.pk, {"email": ADDRESS}, by=ben, at=cast.at)
    agree(cast, email=True)
    return cast


@pytest.fixture
def post(settings: Any) -> Any:
    """A mail server that the settings name: `post({"RCPT": "550 no"})`."""
    keepers: list[MailKeeper] = []

    def open_post(answers: dict[str, str] | None = None) -> MailKeeper:
        keeper = MailKeeper(answers).__enter__()
        keepers.append(keeper)
        settings.MAIL_SERVER = MailServer("127.0.0.1", keeper.port, "none")
        settings.MAIL_FROM = "no-reply@harbor.example"
        return keeper

    yield open_post
    for keeper in keepers:
        keeper.__exit__()


def agree(cast: Cast, *, email: bool) -> None:
    rules = NewContactRules(may_email=email)
    set_contact_rules(cast.client("ana").pk, rules, by=cast.actor("ben"), at=cast.at)


def queue(cast: Cast, name: str = "ben") -> Notice:
    ana = cast.client("ana").pk
    notice_id = queue_notice(ana, NoticeKind.NEWS, by=cast.actor(name), at=cast.at)
    return Notice.objects.get(pk=notice_id)


def deliver(cast: Cast, notice: Notice, *, minutes: int = 0) -> Notice:
    deliver_notice(str(notice.pk), by=SCHEDULE, at=cast.at + timedelta(minutes=minutes))
    notice.refresh_from_db()
    return notice


def test_notice_queued_is_delivered_by_the_worker(cast: Cast, post: Any) -> None:
    keeper = post()
    notice = queue(cast)

    run_due_tasks("test")

    notice.refresh_from_db()
    assert notice.state == Notice.State.SENT
    (message,) = keeper.messages
    assert f"To: {ADDRESS}" in message
    assert "Subject: A note from Harbor" in message
    events = AuditEvent.objects.filter(event_type__startswith="notice.")
    assert sorted(event.event_type for event in events) == ["notice.queued", "notice.settled"]


def test_notice_says_nothing_of_its_cause(cast: Cast, post: Any) -> None:
    keeper = post()
    deliver(cast, queue(cast))

    (message,) = keeper.messages
    ana = Client.objects.get(pk=cast.client("ana").pk)
    telling = [ana.name, "recovery", "meeting", "treatment", "AA", "alcohol", "Stepwell", "counsel"]
    assert [word for word in telling if word.lower() in message.lower().split()] == []


def test_notice_the_client_did_not_agree_to_is_refused(cast: Cast) -> None:
    agree(cast, email=False)

    with pytest.raises(ContactRefused, match="Send no e-mail"):
        queue(cast)

    assert not Notice.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_notice_without_contact_rules_is_refused(cast: Cast) -> None:
    fay = cast.actor("fay")
    ira = create_client(NewClient(name="Ira", email=ADDRESS), by=fay, at=cast.at)

    with pytest.raises(ContactRefused):
        queue_notice(ira, NoticeKind.NEWS, by=fay, at=cast.at)


def test_notice_to_no_address_is_refused(cast: Cast) -> None:
    change_client(cast.client("ana").pk, {"email": ""}, by=cast.actor("ben"), at=cast.at)

    with pytest.raises(NoticeRefused, match="left no e-mail address"):
        queue(cast)


def test_notice_agreement_withdrawn_before_it_is_sent_stops_it(cast: Cast, post: Any) -> None:
    keeper = post()
    notice = queue(cast)
    agree(cast, email=False)

    assert deliver(cast, notice).state == Notice.State.WITHDRAWN
    assert keeper.said == []


def test_notice_to_a_closed_record_is_not_sent(cast: Cast, post: Any) -> None:
    keeper = post()
    notice = queue(cast)
    close_client(cast.client("ana").pk, by=cast.actor("dana"), at=cast.at)

    assert deliver(cast, notice).state == Notice.State.WITHDRAWN
    assert keeper.said == []


@pytest.mark.parametrize(
    ("name", "error"),
    [("cleo", NotFound), ("gil", AccessDenied), ("ida", AccessDenied), ("vic", AccessDenied)],
)
def test_notice_from_somebody_else_is_refused(
    cast: Cast, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        queue(cast, name)


def test_notice_without_a_mail_server_is_kept_for_the_outbox(cast: Cast, settings: Any) -> None:
    settings.MAIL_SERVER = None

    assert deliver(cast, queue(cast)).state == Notice.State.SHOWN


def test_notice_delivered_twice_is_sent_once(cast: Cast, post: Any) -> None:
    keeper = post()
    notice = queue(cast)

    deliver(cast, notice)
    deliver(cast, notice)

    assert len(keeper.messages) == 1


def test_notice_delivered_by_two_workers_is_sent_once(cast: Cast, post: Any) -> None:
    keeper = post()
    notice = queue(cast)
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        try:
            deliver_notice(str(notice.pk), by=SCHEDULE, at=cast.at)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert len(keeper.messages) == 1


def test_notice_of_a_worker_that_died_is_sent_by_the_next(cast: Cast, post: Any) -> None:
    keeper = post()
    notice = queue(cast)
    assert notices._claim(str(notice.pk), cast.at)

    assert deliver(cast, notice, minutes=4).state == Notice.State.QUEUED
    assert deliver(cast, notice, minutes=6).state == Notice.State.SENT
    assert len(keeper.messages) == 1


def test_notice_the_server_does_not_take_now_is_tried_again_later(cast: Cast, post: Any) -> None:
    post({"RCPT": "451 later"})
    notice = queue(cast)
    DBTaskResult.objects.all().delete()

    assert deliver(cast, notice).state == Notice.State.QUEUED

    (later,) = DBTaskResult.objects.all()
    assert later.run_after == cast.at + timedelta(minutes=5)
    for _ in range(6):
        assert deliver(cast, notice).state == Notice.State.QUEUED
    assert deliver(cast, notice).cause == "mail_failed"
    assert notice.state == Notice.State.REFUSED


def test_notice_the_server_refuses_is_not_tried_again(cast: Cast, post: Any) -> None:
    post({"RCPT": "550 nobody"})
    notice = deliver(cast, queue(cast))

    assert (notice.state, notice.cause) == (Notice.State.REFUSED, "mail_refused")


def test_notice_tables_hold_no_address_in_the_clear(cast: Cast, post: Any) -> None:
    post({"RCPT": "550 planted@home.example unknown"})
    run_due_tasks("test") if queue(cast) else None

    kept = [str(row) for model in (DBTaskResult, AuditEvent) for row in model.objects.values()]
    assert kept
    assert not [row for row in kept if "planted" in row]


def test_task_is_enqueued_only_when_the_transaction_is_through(cast: Cast) -> None:
    def break_off() -> None:
        with transaction.atomic():
            enqueue("deliver_notice", "x")
            raise RuntimeError("planted")

    with pytest.raises(RuntimeError):
        break_off()

    assert not DBTaskResult.objects.exists()


def test_task_that_nobody_offers_is_refused(cast: Cast) -> None:
    with pytest.raises(LookupError, match="No background task is called 'nothing'"):
        enqueue("nothing", "x")


def test_task_that_fails_does_not_stop_the_others(cast: Cast, post: Any) -> None:
    keeper = post()
    with transaction.atomic():
        enqueue("deliver_notice", "00000000-0000-7000-8000-000000000000")
    queue(cast)

    run_due_tasks("test")

    assert len(keeper.messages) == 1
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


def test_tasks_that_ended_long_ago_are_forgotten(cast: Cast, post: Any) -> None:
    post()
    queue(cast)
    run_due_tasks("test")

    assert prune_tasks() == 0
    DBTaskResult.objects.update(finished_at=cast.at - timedelta(days=30))
    assert prune_tasks() == 1
