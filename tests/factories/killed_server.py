"""A server in a process of its own that can be killed, with a session that is held on it."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from django.db import connection

ROOT = Path(__file__).parents[2]


def _kill_test() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill_test", ROOT / "scripts" / "kill_test.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["kill_test"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


kill = _kill_test()


@contextmanager
def empty_place(folder: Path) -> Iterator[Any]:
    """An installation with an empty database."""
    server = os.environ["STEPWELL_DATABASE_URL"] if connection.vendor == "postgresql" else ""
    with ExitStack() as stack:
        database = stack.enter_context(kill.database_of_its_own(server))
        place = kill.Place(folder, database, kill.free_port(), keys=folder)
        place.told("migrate")
        yield place


def held(place: Any, word: str) -> Any:
    """What `factories.held_session` says there."""
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
