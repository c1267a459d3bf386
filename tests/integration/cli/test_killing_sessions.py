"""A server that is killed in the middle of a session has every word it had confirmed."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection

ROOT = Path(__file__).parents[3]
# The script's visitors leave their sockets to the garbage collector: hence the mark below.
KEYS = {0: ("words", "review.days"), 1: ("parked", "exercises.consequences.body")}
EVERY = (*KEYS[0], *KEYS[1])


def _kill_test() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill_test", ROOT / "scripts" / "kill_test.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["kill_test"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


kill = _kill_test()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Any]:
    """An installation with an empty database."""
    server = os.environ["STEPWELL_DATABASE_URL"] if connection.vendor == "postgresql" else ""
    with ExitStack() as stack:
        database = stack.enter_context(kill.database_of_its_own(server))
        one = kill.Place(tmp_path, database, kill.free_port(), keys=tmp_path)
        one.told("migrate")
        yield one


def held(place: Any, word: str) -> Any:
    environment = place.environment | {
        "DJANGO_SETTINGS_MODULE": "stepwell.config.chosen_settings",
        "PYTHONPATH": str(ROOT / "tests"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "factories.held_session", word],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


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
        while min((kept.get(one, 0) for one in EVERY)) < 4 and time.monotonic() < deadline:
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
