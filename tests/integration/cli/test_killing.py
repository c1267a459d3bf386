"""A server that is killed while people write has kept what it confirmed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

SCRIPT = Path(__file__).parents[3] / "scripts" / "kill_test.py"


def test_killed_server_has_every_confirmed_write_and_its_backup_restores() -> None:
    words = ["--rounds=1", "--seconds=0.5", "--writers=4", "--json"]
    if connection.vendor == "postgresql":
        words.append(f"--database={os.environ['STEPWELL_DATABASE_URL']}")

    done = subprocess.run(
        [sys.executable, SCRIPT, *words], capture_output=True, text=True, check=False
    )

    assert done.stdout, done.stderr
    figures = json.loads(done.stdout)
    assert figures["lost"] == []
    assert figures["absent_from_backup"] == []
    assert figures["sessions_that_survived_restoring"] == 0
    assert figures["confirmed_lists"] > 0
    assert figures["confirmed_sessions"] > 0
    assert figures["restored_rows"] == figures["backup_rows"] > 0
    assert figures["drill_is_good"], figures["drill"]
    assert done.returncode == 0, done.stderr
