"""One Node process that tells dates with the modules the phone gets: a line in, a line out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

APP = Path(__file__).parents[3] / "src" / "stepwell" / "web" / "static" / "app"
DRIVER = """
import { createInterface } from "node:readline";
const { tell } = await import(process.argv[1]);
for await (const line of createInterface({ input: process.stdin })) {
  const { versions, rules, on } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(tell(versions, rules, on))}\\n`);
}
"""


class Phone:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def tell(self, versions: list[dict[str, Any]], rules: dict[str, Any], on: str) -> Any:
        """With the names of fields as Python writes them."""
        assert self._process.stdin
        assert self._process.stdout
        ask = {"versions": versions, "rules": rules, "on": on}
        self._process.stdin.write(json.dumps(ask) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "Node stopped; its words are in the captured output."
        return _snake(json.loads(answer))


@contextmanager
def a_phone() -> Iterator[Phone]:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            raise RuntimeError("Node is not on the PATH: the phone's half was not tested.")
        pytest.skip("Node is not on the PATH, so the phone's half cannot be run.")
    command = [node, "--input-type=module", "-e", DRIVER, (APP / "sobriety.js").as_uri()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Phone(process)
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def _snake(value: Any) -> Any:
    if isinstance(value, list):
        return [_snake(one) for one in value]
    if isinstance(value, dict):
        return {
            re.sub("[A-Z]", lambda m: "_" + m[0].lower(), k): _snake(v) for k, v in value.items()
        }
    return value
