"""`stepwell run` (the demo program), `stepwell serve` and `stepwell work`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

from stepwell.cli.output import CommandFailed
from stepwell.cli.setup import quietly


def register(subparsers: Any) -> None:
    run = subparsers.add_parser("run", help="set up the demo program and serve it")
    _add_address(run)
    run.set_defaults(run=_run)
    serve = subparsers.add_parser("serve", help="serve this installation")
    _add_address(serve)
    serve.add_argument("--workers", type=int, help="processes, on PostgreSQL (default: cores)")
    serve.add_argument("--no-worker", action="store_true", help="without the background worker")
    serve.set_defaults(run=_serve)
    work = subparsers.add_parser("work", help="run the background worker alone (PostgreSQL)")
    work.set_defaults(run=_work)


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)


def _run(arguments: argparse.Namespace) -> None:
    from django.conf import settings

    from stepwell.actions.demo import load_demo

    if not settings.DEMO:
        raise CommandFailed("`stepwell run` is for the demo; use `stepwell serve` in production.")
    print("  Preparing the demo program …", flush=True)
    _migrate()
    with quietly():
        report = load_demo()
    if report.was_loaded:
        print(f"  The sample directory is loaded: {report.meetings:,} invented meetings.")
    print(f"  Sign in at /staff/ as {report.username!r} with the password {report.password!r}")
    _serve(arguments)


def _serve(arguments: argparse.Namespace) -> None:
    from django.conf import settings
    from django.db import connection

    from stepwell.actions.snapshots import publish_snapshot
    from stepwell.cli.static_files import collect_static_files

    _refuse_unmigrated()
    collect_static_files()
    with quietly():
        publish_snapshot()
    is_sqlite = connection.vendor == "sqlite"
    connection.close()
    with_worker = not getattr(arguments, "no_worker", False)
    worker = None
    if with_worker and is_sqlite:
        os.environ["STEPWELL_RUN_WORKER"] = "thread"
    elif with_worker:
        worker = subprocess.Popen([sys.executable, "-m", "stepwell", "work"])
    name = "localhost" if arguments.host == "127.0.0.1" else arguments.host
    print(f"  {settings.PROGRAM_NAME} is at http://{name}:{arguments.port}  (Ctrl+C stops it)")
    sys.stdout.flush()
    try:
        _listen(arguments, processes=1 if is_sqlite else _processes(arguments))
    finally:
        if worker:
            worker.terminate()
            worker.wait(timeout=20)


def _listen(arguments: argparse.Namespace, *, processes: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "stepwell.config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=8,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
    ).serve()


def _processes(arguments: argparse.Namespace) -> int:
    return getattr(arguments, "workers", None) or os.cpu_count() or 1


def _work(_: argparse.Namespace) -> None:
    import signal
    import threading

    from stepwell.jobs.worker import run_worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def _refuse_unmigrated() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise CommandFailed(
            f"The database is {len(waiting)} step(s) behind this version. "
            "Make a copy of it, then run: stepwell migrate"
        )
