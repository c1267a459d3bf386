"""The notebook's own modules under Node, asked one command at a time."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import stepwell.web

DRIVER = Path(__file__).with_name("driver.mjs")
APP = Path(stepwell.web.__path__[0]) / "static" / "app"
Body = dict[str, Any]
Secret = dict[str, str]

PHRASE = "violet harbor seventeen spoons"
PASSPHRASE: Secret = {"way": "passphrase", "passphrase": PHRASE}


def code_way(code: str) -> Secret:
    return {"way": "code", "code": code}


def passkey_way(number: int) -> Secret:
    """prf: 32 bytes as a phone's passkey gives them. credential: 32 bytes as base64url."""
    sign = "ABCDEFGH"[number]
    return {"way": "passkey", "prf": f"{number:02x}" * 32, "credential": sign * 42 + "A"}


def place(number: int = 1) -> dict[str, str]:
    """The ids of a record and of a version of it."""
    record, version = (str(UUID(int=(7 << 76) | (2 << 62) | number << 8 | one)) for one in (1, 2))
    return {"record": record, "version": version}


class Trouble(Exception):
    """What the modules refused: `code` for the program, the message for the person."""

    def __init__(self, code: str, words: str, about: dict[str, Any]) -> None:
        super().__init__(words)
        self.code = code
        self.about = about


class Broken(Exception):
    """An error that is no refusal."""


@dataclass
class Node:
    process: subprocess.Popen[str]

    def __call__(self, command: str, **given: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"command": command, **given}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "Node ended"
        answer = json.loads(line)
        if "done" in answer:
            return answer["done"]
        if answer["kind"] == "NotebookTrouble":
            raise Trouble(answer["code"], answer["words"], answer["about"])
        raise Broken(f"{answer['kind']}: {answer['words']}")


def refusal(node: Node, command: str, **given: Any) -> str:
    """The code of what the modules refused."""
    with pytest.raises(Trouble) as refused:
        node(command, **given)
    return refused.value.code


def start_node(program: str) -> Node:
    return Node(
        subprocess.Popen(
            [program, "--no-warnings", str(DRIVER), f"{APP.as_uri()}/"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
    )
