"""The phone's own modules under Node, asked one command at a time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

import stepwell.web
from stepwell.domain.meetings.carried import Carried
from stepwell.domain.meetings.meeting import MINUTES_PER_DAY, Schedule

DRIVER = Path(__file__).with_name("driver.mjs")
APP = Path(stepwell.web.__path__[0]) / "static" / "app"


class Phone:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(self, command: str, **given: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"command": command} | given) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "Node stopped; its words are in the captured output."
        answer = json.loads(line)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["value"]

    def ask(self, carried: Carried, name: str, *given: Any) -> Any:
        return self("ask", carried=msgspec.to_builtins(carried), name=name, given=given)


@contextmanager
def a_phone() -> Iterator[Phone]:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            raise RuntimeError("Node is not on the PATH: the phone's half was not tested.")
        pytest.skip("Node is not on the PATH, so the phone's half cannot be run.")
    with subprocess.Popen(
        [node, str(DRIVER), APP.as_uri()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Phone(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def milliseconds(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def instant(value: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)


def as_carried(schedule: Schedule, zone: str) -> dict[str, Any]:
    return {
        "start": schedule.weekday * MINUTES_PER_DAY + schedule.start_minute,
        "minutes": schedule.duration_minutes,
        "weeks": list(schedule.monthly.weeks) if schedule.monthly else [],
        "zone": zone,
    }
