"""One Node process that runs a module of the member's app: a line in, a line out."""

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

APP = Path(__file__).parents[2] / "src" / "stepwell" / "web" / "static" / "app"
DRIVER = """
import { createInterface } from "node:readline";
const module = await import(process.argv[1]);
for await (const line of createInterface({ input: process.stdin })) {
  const { name, given } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await module[name](...given))}\\n`);
}
"""


class PhoneModule:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(self, name: str, *given: Any) -> Any:
        """The answer, with the names of fields as Python writes them."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"name": name, "given": given}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "Node stopped; its words are in the captured output."
        return _snake(json.loads(answer))


@contextmanager
def phone_module(name: str) -> Iterator[PhoneModule]:
    """name: of a file in the app."""
    node = shutil.which("node")
    if node is None:
        if os.environ.get("CI") == "true":
            raise RuntimeError("Node is not on the PATH: the phone's half was not tested.")
        pytest.skip("Node is not on the PATH, so the phone's half cannot be run.")
    command = [node, "--input-type=module", "-e", DRIVER, (APP / name).as_uri()]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield PhoneModule(process)
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
