"""How long a backup and a restore take: seconds and bytes for a database of N rows.

A quarter of the rows are clients with sealed fields, the others rows of meeting lists, added to a
demo program in a throw-away place.

    scripts/bench_backup.py                                                          SQLite
    scripts/bench_backup.py --database postgresql://postgres@127.0.0.1:5432/postgres PostgreSQL
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from kill_test import Place, database_of_its_own, free_port, set_up

FILL = """
import django; django.setup()
from datetime import UTC, datetime
from stepwell.records.accounts.models import Organization
from stepwell.records.directory.models import Feed, RowOutcome
from stepwell.records.people.models import Client
rows, at = {rows}, datetime.now(UTC)
program, feed = Organization.objects.first(), Feed.objects.first()
clients = rows // 4
Client.objects.bulk_create(
    (
        Client(
            organization=program, name=f"Person {{n}}", alias=f"P{{n}}", phone=f"+1203555{{n:06}}",
            email=f"person{{n}}@example.org", postal_address=f"{{n}} Water Street, Middletown, CT",
            languages=["en"], substances=["alcohol"], created_at=at,
        )
        for n in range(clients)
    ),
    batch_size=500,
)
RowOutcome.objects.bulk_create(
    (
        RowOutcome(
            feed=feed, kind="warning", row_number=n, code="time-zone-guessed",
            message=f"Row {{n}} names no time zone; that of the list was taken.",
            title=f"Meeting {{n * 7919 % 100_003}}", original='{{"name": "%d", "day": 3}}' % n,
        )
        for n in range(rows - clients)
    ),
    batch_size=2000,
)
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", default="", help="a PostgreSQL server's address")
    parser.add_argument("--rows", type=int, default=200_000)
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folders = [
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="stepwell-bench-")))
            for _ in range(2)
        ]
        databases = [stack.enter_context(database_of_its_own(arguments.database)) for _ in range(2)]
        place = Place(folders[0], databases[0], free_port(), keys=folders[0])
        empty = Place(folders[1], databases[1], free_port(), keys=folders[0])
        fill(place, arguments.rows)
        measure(place, empty)


def fill(place: Place, rows: int) -> None:
    set_up(place)
    environment = place.environment | {"DJANGO_SETTINGS_MODULE": "stepwell.config.chosen_settings"}
    subprocess.run([sys.executable, "-c", FILL.format(rows=rows)], env=environment, check=True)


def measure(place: Place, empty: Place) -> None:
    backup = place.told("backup", "--json")
    print(f"{'PostgreSQL' if place.database else 'SQLite'}, {backup['rows']:,} rows")
    print(f"backup:  {backup['seconds']:.2f} s, a file of {backup['bytes'] / 1e6:.1f} MB")
    started = time.perf_counter()
    restored = place_restored(empty, backup["file"])
    whole = time.perf_counter() - started
    print(f"restore: {restored:.2f} s of checking and loading, {whole:.2f} s as a command")


def place_restored(empty: Place, file: str) -> float:
    seconds: float = empty.told("restore", file, "--json")["seconds"]
    return seconds


if __name__ == "__main__":
    main()
