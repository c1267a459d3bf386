"""Several phones that send one event at the same moment: told once, its page there once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from cast import Cast, build_cast
from factories.entries import made, sent
from stepwell.actions.own_entries import exchange_entries
from stepwell.actions.page_reading import say_page_read
from stepwell.domain.care.refusal import CareRefused
from stepwell.records.care.models import SafetyPath, ToldEvent
from stepwell.records.recovery.models import HandedPage

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)
PHONES = 4


def test_phones_that_send_at_once_tell_once_and_hand_over_once() -> None:
    """Each sends all of it, and an entry of its own about the same day."""
    cast = build_cast(NOW - timedelta(days=40))
    body = {"name": "tell", "value": {"use": True, "urge": True}}
    agreed = made("setting", body=body, made_at="2026-11-27T17:00:00Z")
    on = {"on": "2026-11-27"}
    known = [agreed, made("use", body=on | {"what": "alcohol"}), made("copy")]
    own = [made("checkin", body=on | {"use": "yes", "urge": 4}) for _ in range(PHONES)]
    lots = [[*known, one] for one in own]

    with ThreadPoolExecutor(PHONES) as pool:
        done = [pool.submit(send, cast, lot) for lot in lots]
        assert [one.result(60) for one in done] == [4] * PHONES

    assert sorted(one.cause for one in ToldEvent.objects.all()) == ["urge", "use"]
    assert SafetyPath.objects.count() == 2
    assert HandedPage.objects.count() == 1


def test_reading_beside_taking_back_ends_with_one_of_them() -> None:
    cast = build_cast(NOW - timedelta(days=40))
    page = made("copy")
    send(cast, [page])
    row = HandedPage.objects.get()

    with ThreadPoolExecutor(2) as pool:
        reading = pool.submit(read, cast, row)
        taking = pool.submit(send, cast, [made("copy", page, body=None)])
        assert taking.result(60) == 1
        was_read = reading.result(60)

    row.refresh_from_db()
    assert row.struck_at is not None
    assert row.page == {}
    assert (row.read_at is not None) == was_read


def send(cast: Cast, versions: list[dict[str, object]]) -> int:
    try:
        by = cast.actor("ana", at=NOW)
        return len(exchange_entries(sent(*versions), after=0, by=by, at=NOW).saved)
    finally:
        connection.close()


def read(cast: Cast, row: HandedPage) -> bool:
    try:
        say_page_read(row.client_id, row.pk, by=cast.actor("ben", at=NOW), at=NOW)
    except CareRefused:
        return False
    finally:
        connection.close()
    return True
