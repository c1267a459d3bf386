from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from unit.notebook.driven import PASSPHRASE, Body, Node, Secret, code_way, passkey_way, start_node


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    program = shutil.which("node")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Node is not installed: the notebook's modules run under it")
        pytest.skip("Node is not installed")
    started = start_node(program)
    with started.process:
        yield started
        started.process.stdin.close()  # type: ignore[union-attr]


@dataclass(frozen=True)
class Opened:
    """A notebook with one way of each kind."""

    keyring: Body
    number: int
    key_id: str
    code: Secret
    passkey: Secret
    passphrase: Secret


@pytest.fixture(scope="session")
def made(node: Node) -> Opened:
    code, passkey = code_way(node("makeCode")), passkey_way(1)
    answer = node("make", secrets=[code, passkey, PASSPHRASE])
    return Opened(answer["keyring"], answer["notebook"], answer["keyId"], code, passkey, PASSPHRASE)
