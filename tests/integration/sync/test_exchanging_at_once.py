"""Several phones of one member at the same moment: no reader ever misses a number."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from cast import Cast, build_cast
from factories.entries import made, sent
from stepwell.actions.own_entries import exchange_entries
from stepwell.records.recovery.models import EntryVersion

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, EXCHANGES = 3, 12


def test_readers_beside_writers_miss_no_version() -> None:
    """A reader goes on from its cursor, and has them all in the end, in order and once."""
    cast = build_cast()
    done = threading.Event()
    with ThreadPoolExecutor(WRITERS + 2) as pool:
        readers = [pool.submit(read_on, cast, done) for _ in range(2)]
        writers = [pool.submit(write, cast, seed) for seed in range(WRITERS)]
        written = {one for writer in writers for one in writer.result(60)}
        done.set()
        for reader in readers:
            read = reader.result(60)
            assert [number for number, _ in read] == list(range(1, len(written) + 1))
            assert {version for _, version in read} == written


def write(cast: Cast, seed: int) -> list[str]:
    lots, by = random.Random(seed), cast.actor("ana")
    ids: list[str] = []
    try:
        for _ in range(EXCHANGES):
            versions = [made() for _ in range(lots.randint(1, 8))]
            answer = exchange_entries(sent(*versions), after=0, by=by, at=cast.at)
            ids += answer.saved
    finally:
        connection.close()
    return ids


def read_on(cast: Cast, done: threading.Event) -> list[tuple[int, str]]:
    by, read, cursor = cast.actor("ana"), [], 0
    try:
        while True:
            was_done = done.is_set()
            page = exchange_entries((), after=cursor, by=by, at=cast.at).entries
            read += [(row.number, str(row.version)) for row in page.rows]
            cursor = page.cursor
            if was_done and not page.has_more:
                return read
    finally:
        connection.close()


def test_number_below_one_that_is_seen_is_seen_too() -> None:
    """The second phone waits for the first, so its numbers cannot be seen before the first's."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer and no rows to hold")
    cast = build_cast()
    by, at = cast.actor("ana"), cast.at
    second_done = threading.Event()

    def second_phone() -> None:
        try:
            exchange_entries(sent(made()), after=0, by=by, at=at)
        finally:
            connection.close()
            second_done.set()

    phone = threading.Thread(target=second_phone)
    with transaction.atomic():
        first = exchange_entries(sent(made()), after=0, by=by, at=at)
        phone.start()
        assert not second_done.wait(0.5)
        assert first.entries.cursor == 1
    phone.join(30)

    assert list(EntryVersion.objects.values_list("number", flat=True)) == [1, 2]
