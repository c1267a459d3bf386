"""The app's own modules under Node: what needs no page."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import stepwell.web

APP = Path(stepwell.web.__path__[0]) / "static" / "app"
HERE = Path(__file__).parent
TESTS = sorted(HERE.glob("*.test.mjs"))


@pytest.fixture(scope="module")
def node() -> str:
    program = shutil.which("node")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Node is not installed: the app's modules run under it")
        pytest.skip("Node is not installed")
    return program


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.stem)
def test_module_passes_under_node(path: Path, node: str) -> None:
    done = subprocess.run(
        [node, "--test", path],
        env=os.environ | {"APP": f"{APP.as_uri()}/"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "# tests 0" not in done.stdout
