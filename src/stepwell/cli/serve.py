"""`stepwell run` (the demo program), `stepwell serve` and `stepwell work`."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from typing import Any

from stepwell.cli.output import CommandFailed
from stepwell.cli.setup import quietly


def register(subparsers: Any) -> None:
    run = subparsers.add_parser("run", help="set up the demo program and serve it")
    _add_address(run)
    run.set_defaults(run=_run)
    serve = subparsers.add_parser("serve", help="serve this installation")
    _add_address(serve)
    serve.add_argument(
        "--workers", type=_positive, help="processes, on PostgreSQL (default: cores)"
    )
    serve.add_argument("--no-worker", action="store_true", help="without the background worker")
    serve.set_defaults(run=_serve)
    work = subparsers.add_parser("work", help="run the background worker alone (PostgreSQL)")
    work.set_defaults(run=_work)


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=_port, default=8000)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; ports are 1 to 65535")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def _run(arguments: argparse.Namespace) -> None:
    from django.conf import settings

    from stepwell.cli.listening import free_address

    if not settings.DEMO:
        raise CommandFailed("`stepwell run` is for the demo; use `stepwell serve` in production.")
    free_address(arguments.host, arguments.port)
    print("  Preparing the demo program …", flush=True)
    _prepare_demo()
    _serve_prepared(arguments)


def _prepare_demo() -> None:
    from django.conf import settings

    from stepwell.actions.demo import load_demo
    from stepwell.cli.database import migrate, refuse_misfit
    from stepwell.domain.demo.cast import PEOPLE
    from stepwell.gateways.installation_files import only_one

    with only_one(settings.DATA_DIR / ".demo.lock"), quietly():
        migrate(verbosity=0)
        refuse_misfit()
        report = load_demo()
    if report.was_loaded:
        print(f"  The sample directory is loaded: {report.meetings:,} invented meetings.")
    told = f"the password {report.password!r}" if report.password else "the password you gave"
    print(f"  Sign in at /staff/ as {report.username!r} with {told}")
    same = "the same password" if report.password else f"the password {report.cast_password!r}"
    print(f"  The others of the demo sign in with {same}:")
    for one in PEOPLE:
        if one.username != report.username:
            print(f"    {one.username:5} {one.who}")


def _serve(arguments: argparse.Namespace) -> None:
    from stepwell.cli.database import refuse_misfit

    refuse_misfit()
    _serve_prepared(arguments)


def _serve_prepared(arguments: argparse.Namespace) -> None:
    from django.conf import settings
    from django.db import connection

    from stepwell.actions.snapshots import publish_snapshot
    from stepwell.cli.listening import free_address, listen, web_address
    from stepwell.cli.static_files import collect_static_files
    from stepwell.cli.worker_process import WorkerProcess

    free_address(arguments.host, arguments.port)
    collect_static_files()
    with quietly():
        publish_snapshot()
    is_sqlite = connection.vendor == "sqlite"
    connection.close()
    with_worker = not getattr(arguments, "no_worker", False)
    if with_worker and is_sqlite:
        os.environ["STEPWELL_RUN_WORKER"] = "thread"
    worker = WorkerProcess()

    def begin() -> None:
        if with_worker and not is_sqlite:
            worker.start()
        place = web_address(arguments.host, arguments.port)
        print(f"  {settings.PROGRAM_NAME} is at {place}  (Ctrl+C stops it)", flush=True)

    try:
        listen(
            free_address(arguments.host, arguments.port),
            arguments.port,
            processes=1 if is_sqlite else _processes(arguments),
            on_startup=begin,
        )
    finally:
        worker.stop()


def _processes(arguments: argparse.Namespace) -> int:
    return getattr(arguments, "workers", None) or os.cpu_count() or 1


def _work(_: argparse.Namespace) -> None:
    from stepwell.cli.database import refuse_misfit
    from stepwell.jobs.worker import run_worker

    refuse_misfit()
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(stop,), name="stepwell-worker")
    worker.start()
    signal.sigwait(signals)
    stop.set()
    worker.join()
