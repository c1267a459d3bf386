"""The app's own modules under Node: what needs no page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import stepwell.web
from stepwell.domain.recovery.bodies import PersonRole
from stepwell.domain.recovery.sharing import DEFAULT, SETTING, Share

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


def test_parts_and_roles_of_the_phone_are_those_of_the_server() -> None:
    sharing = (APP / "sharing.js").read_text(encoding="utf-8")
    people = (APP / "people.js").read_text(encoding="utf-8")

    named = sharing.partition("PARTS = [")[2].partition("];")[0]
    assert re.findall(r'^\s*\["([a-z-]+)"', named, re.MULTILINE) == [one.value for one in Share]
    assert f'SHARED = "{SETTING}"' in sharing
    assert f"DEFAULT = {[one.value for one in DEFAULT]}".replace("'", '"') in sharing
    roles = people.partition("ROLES = [")[2].partition("];")[0]
    assert re.findall(r'\["([a-z_]+)"', roles) == [one.value for one in PersonRole]
