"""Plays schedules under Node against a server that is killed in the middle of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from stepwell.cli.output import CommandFailed
from stepwell.cli.sync_bench.members import signed_in_members
from stepwell.cli.sync_bench.modules import lay_out
from stepwell.cli.sync_bench.place import Server, own_environment

SCHEDULES_OF_A_MEMBER = 10
"""One after the other: the phones of the next get all that those before have written."""
KILL_EVERY = 20
"""Schedules for each time the server is killed, and once at least."""


def run_sync_bench(
    schedules: int, *, seed: int, database: str = "", told: Callable[[int], None] = lambda _: None
) -> dict[str, Any]:
    """
    Args:
        database: the URL of an empty PostgreSQL database; "" for an SQLite one that is thrown away.
        told: gets how many schedules were played.

    Raises:
        CommandFailed: there is no Node, the database is not empty, or the server fails.
    """
    node = shutil.which("node")
    if node is None:
        raise CommandFailed(
            "There is no Node on this machine: install nodejs, version 18 or newer."
        )
    began = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="stepwell-sync-")))
        driver = lay_out(folder)
        environment = own_environment(folder / "data", database)
        _prepare(environment)
        server = Server(environment)
        stack.callback(server.stop)
        members = list(signed_in_members(-(-schedules // SCHEDULES_OF_A_MEMBER), server.port))
        given = {
            "base": server.address,
            "seed": seed,
            "schedules": schedules,
            "killEvery": KILL_EVERY,
            "members": members,
        }
        result = _driven([node, str(driver / "main.js")], given, server, told)
    return _figures(result, seed=seed, restarts=server.restarts, began=began)


def _prepare(environment: dict[str, str]) -> None:
    """This process and the server's share one place."""
    for name in [name for name in os.environ if name not in environment]:
        del os.environ[name]
    os.environ.update(environment)
    from stepwell.cli.database import migrate
    from stepwell.cli.setup import prepare_django

    prepare_django()
    from django.db import connection

    if connection.vendor != "sqlite" and connection.introspection.table_names():
        raise CommandFailed("The bench writes into the database; name an empty one.")
    migrate(verbosity=0)


def _driven(
    command: list[str], given: dict[str, Any], server: Server, told: Callable[[int], None]
) -> dict[str, Any]:
    with (
        ThreadPoolExecutor(1) as killer,  # The phones go on meanwhile.
        subprocess.Popen(  # noqa: S603  (our own script)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as node,
    ):
        assert node.stdin is not None
        assert node.stdout is not None
        node.stdin.write(json.dumps(given) + "\n")
        node.stdin.close()
        kills: list[Future[None]] = []
        result: dict[str, Any] = {}
        for line in node.stdout:
            said = json.loads(line)
            if "kill" in said:
                kills.append(killer.submit(server.kill_and_restart))
            elif "played" in said:
                told(said["played"])
            else:
                result = said["result"]
    for kill in kills:
        kill.result()
    if node.returncode or not result:
        raise CommandFailed(f"The phones stopped in the middle ({node.returncode}).")
    return result


def _figures(result: dict[str, Any], *, seed: int, restarts: int, began: float) -> dict[str, Any]:
    problems = result["problems"]
    counted = {
        kind: sum(one.startswith(kind) for one in problems)
        for kind in ("lost", "doubled", "not shown")
    }
    return {
        "schedules": result["schedules"],
        "entries": result["entries"],
        "lost": counted["lost"],
        "doubled": counted["doubled"],
        "conflicts": result["conflicts"],
        "conflicts_shown": result["conflicts_shown"],
        "conflicts_not_shown": counted["not shown"],
        "page_kills": result["page_kills"],
        "server_kills": restarts,
        "seconds": round(time.perf_counter() - began, 1),
        "seed": seed,
        "problems": problems[:20],
    }
