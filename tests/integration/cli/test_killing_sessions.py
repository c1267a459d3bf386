"""A server that is killed in the middle of a session has every word it had confirmed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from factories.killed_server import empty_place, held, kill

# The script's visitors leave their sockets to the garbage collector: hence the mark below.
KEYS = {0: ("words", "review.days"), 1: ("parked", "exercises.consequences.body")}
EVERY = (*KEYS[0], *KEYS[1])


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Any]:
    with empty_place(tmp_path) as one:
        yield one


def type_on(place: Any, run: str, cookie: str, keys: tuple[str, ...], kept: dict[str, int]) -> None:
    """One field after the other, a word more each time, until the server dies."""
    visitor = kill.Visitor(place.port, cookie)
    page = f"/staff/sessions/{run}/"
    with suppress(*kill.CUT_OFF):
        token = visitor.token(page)
        headers = kill.FORM | {
            "X-Requested-With": "fetch",
            "Origin": f"http://127.0.0.1:{place.port}",
        }
        for turn in count():
            for key in keys:
                fields = {f"n::{key}": turn, f"v::{key}": turn + 1, "csrfmiddlewaretoken": token}
                status, _, told = visitor._ask("POST", f"{page}save/", urlencode(fields), headers)
                assert status == 204, told
                kept[key] = turn + 1


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_killed_server_has_every_word_it_confirmed(place: Any) -> None:
    begun = held(place, "begin")
    kept: dict[str, int] = {}
    server = kill.Server(place)
    try:
        typists = [
            threading.Thread(target=type_on, args=(place, begun["run"], cookie, KEYS[n], kept))
            for n, cookie in enumerate(begun["cookies"])
        ]
        for one in typists:
            one.start()
        deadline = time.monotonic() + 60
        while min(kept.get(one, 0) for one in EVERY) < 4 and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        server.kill()
    for one in typists:
        one.join()

    there = held(place, "read")

    assert set(kept) == set(EVERY)
    assert [key for key, number in kept.items() if int(there[key]) < number] == []
    # What was being sent when it died may be there as well, and nothing beyond that.
    assert all(int(there[key]) <= number + 1 for key, number in kept.items())
