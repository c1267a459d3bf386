"""How many events a second the audit trail takes, and how long it takes to check them.

Each writer is a process of its own, as under PostgreSQL, or a thread, as SQLite is served; every
event is a transaction of its own, on the disk before the next begins. All write to one chain, which
is the worst case: an organization's events are made one after the other.

    scripts/bench_audit.py                                                          SQLite
    scripts/bench_audit.py --database postgresql://postgres@127.0.0.1:5432/postgres PostgreSQL

--database: names the server; a database of the script's own is made on it and dropped again.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from kill_test import Place, database_of_its_own, free_port

WRITERS = (1, 4)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", default="", help="a PostgreSQL server's address")
    parser.add_argument("--events", type=int, default=4000, help="by all writers together")
    parser.add_argument("--threads", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--start", type=float, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.threads:
        write(arguments.events, threads=arguments.threads, start=arguments.start)
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="stepwell-bench-")))
        database = stack.enter_context(database_of_its_own(arguments.database))
        place = Place(folder, database, free_port(), folder)
        place.told("migrate")
        print("PostgreSQL" if database else "SQLite")
        for writers in WRITERS:
            measure(place, writers, arguments.events)
        check(place)


def measure(place: Place, writers: int, events: int) -> None:
    processes = writers if place.database else 1
    threads = writers // processes
    start = time.time() + 4 + processes
    running = [
        subprocess.Popen(
            [
                sys.executable,
                __file__,
                f"--events={events // writers}",
                f"--threads={threads}",
                f"--start={start}",
            ],
            env=place.environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    told = [json.loads(process.communicate()[0]) for process in running]
    waits = sorted(wait for one in told for wait in one["ms"])
    seconds = max(one["ended"] for one in told) - min(one["began"] for one in told)
    print(
        f"{writers} writer(s): {len(waits) / seconds:,.0f} events/s, an event takes "
        f"{waits[len(waits) // 2]:.2f} ms (median), {waits[len(waits) * 99 // 100]:.2f} ms (p99)"
    )


def write(events: int, *, threads: int, start: float) -> None:
    """In this process, so many events in each thread; tells how long each one took."""
    from stepwell.cli.setup import prepare_django

    prepare_django()
    from django.db import connection, transaction

    from stepwell.actions.auditing import record_event
    from stepwell.domain.access.actor import COMMAND_LINE
    from stepwell.domain.audit.record_kinds import RecordRef

    record = RecordRef("client", "0197a1c2-0000-7000-8000-00000000abcd")

    def one(_: int) -> list[float]:
        connection.ensure_connection()
        time.sleep(max(0.0, start - time.time()))
        waits = []
        for _number in range(events):
            began = time.perf_counter()
            with transaction.atomic():
                record_event("record.viewed", by=COMMAND_LINE, at=datetime.now(UTC), record=record)
            waits.append((time.perf_counter() - began) * 1000)
        connection.close()
        return waits

    with ThreadPoolExecutor(threads) as pool:
        waits = [wait for each in pool.map(one, range(threads)) for wait in each]
    json.dump({"began": start, "ended": time.time(), "ms": waits}, sys.stdout)


def check(place: Place) -> None:
    began = time.perf_counter()
    told = place.told("audit", "verify", "--json")
    seconds = time.perf_counter() - began
    events = sum(one["events"] for one in told["trails"])
    print(f"stepwell audit verify: {events:,} events in {seconds:.1f} s, all of it included")


if __name__ == "__main__":
    main()
