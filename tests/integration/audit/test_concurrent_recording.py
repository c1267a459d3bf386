"""Several writers at once make one chain: no number twice, none left out, nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.chain import follows, genesis_hash
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.audit.models import AuditEvent, AuditHead

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
WRITERS, EACH = 4, 25


def run_at_once(work: Callable[[int], None]) -> None:
    """Every writer begins when all are there; the first error of any is raised here."""
    start = threading.Barrier(WRITERS)

    def one(number: int) -> None:
        try:
            start.wait(timeout=60)
            work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(one, number) for number in range(WRITERS)]:
            done.result()


def view(writer: int, record: int, organization: str = "harbor") -> None:
    actor = Actor(key=f"writer-{writer}", name=f"Writer {writer}")
    reference = RecordRef("client", f"{writer}-{record}")
    record_event("record.viewed", by=actor, at=AT, record=reference, organization_id=organization)


def check_chain(organization: str, length: int) -> None:
    previous = genesis_hash(organization)
    events = list(AuditEvent.objects.filter(organization=organization).order_by("sequence"))
    assert [event.sequence for event in events] == list(range(1, length + 1))
    for event in events:
        assert follows(previous, event.as_chained(), event.sequence)
        previous = event.hash
    head = AuditHead.objects.get(organization=organization)
    assert (head.sequence, head.hash) == (length, previous)


def test_concurrent_writers_make_one_chain_from_its_first_event_on() -> None:
    def work(writer: int) -> None:
        for record in range(EACH):
            with transaction.atomic():
                view(writer, record)

    run_at_once(work)

    check_chain("harbor", WRITERS * EACH)
    written = set(AuditEvent.objects.values_list("record_id", flat=True))
    assert written == {f"{w}-{r}" for w in range(WRITERS) for r in range(EACH)}


def test_concurrent_writers_that_give_up_leave_no_gap() -> None:
    def work(writer: int) -> None:
        for record in range(EACH):
            with transaction.atomic():
                view(writer, record)
                view(writer, record)
                transaction.set_rollback(record % 2 == 1)

    run_at_once(work)

    check_chain("harbor", WRITERS * 2 * ((EACH + 1) // 2))


def test_concurrent_writers_of_several_organizations_do_not_mix() -> None:
    def work(writer: int) -> None:
        for record in range(EACH):
            with transaction.atomic():
                view(writer, record, organization=f"program-{writer % 2}")

    run_at_once(work)

    for organization in ("program-0", "program-1"):
        check_chain(organization, WRITERS * EACH // 2)
