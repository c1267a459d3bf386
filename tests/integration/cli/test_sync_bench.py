"""`stepwell bench sync`, a few schedules of it, and that it finds what it is there to find."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from factories.killed_server import kill

PLANT = """
import sys
from pathlib import Path
from stepwell.cli.main import main
from stepwell.cli.sync_bench import modules
modules.SHIPPED = Path(sys.argv[1])
sys.exit(main(sys.argv[2:]))
"""
FEW = ("bench", "sync", "--schedules", "8", "--json")


@pytest.fixture(autouse=True)
def _node() -> None:
    if shutil.which("node") is None:
        reason = "no Node on this machine: install the package nodejs"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


def run(*command: str) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.django_db
def test_few_schedules_lose_and_double_nothing_and_show_every_conflict() -> None:
    if connection.vendor == "sqlite":
        code, result = run("-m", "stepwell", *FEW)
    else:
        with kill.database_of_its_own(os.environ["STEPWELL_DATABASE_URL"]) as database:
            code, result = run("-m", "stepwell", *FEW, "--database", database)

    assert (result["lost"], result["doubled"], result["conflicts_not_shown"]) == (0, 0, 0)
    assert result["problems"] == []
    assert result["conflicts_shown"] == result["conflicts"] > 0
    assert result["schedules"] == 8
    assert result["entries"] > 40
    assert result["server_kills"] >= 1
    assert result["page_kills"] >= 1
    assert code == 0


@pytest.mark.parametrize(
    ("file", "right", "wrong", "found"),
    [
        ("heads.js", ".sort(byId);", ".sort(byId).slice(-1);", "conflicts_not_shown"),
        (
            "store.js",
            "add(kind, body, record, await over)",
            "add(kind, body, record, headIds(record))",
            "conflicts_not_shown",
        ),
        (
            "sync.js",
            "await take(json, batch",
            "await store.taken(store.waiting().map(({ id }) => id)); await take(json, batch",
            "lost",
        ),
    ],
    ids=["last writer wins", "what nobody saw is replaced", "sent too early"],
)
def test_planted_fault_is_found(
    tmp_path: Path, file: str, right: str, wrong: str, found: str
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the faults are the phones'")
    from stepwell.cli.sync_bench.modules import SHIPPED

    planted = Path(shutil.copytree(SHIPPED, tmp_path / "app"))
    text = (planted / file).read_text()
    assert right in text
    (planted / file).write_text(text.replace(right, wrong, 1))

    code, result = run("-c", PLANT, str(planted), *FEW)

    assert result[found] > 0
    assert code == 1
