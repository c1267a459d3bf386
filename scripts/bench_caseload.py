"""The caseload and a client's page with N clients who each have a year of data.

Fills an empty database by bulk inserts: for each client a notice, an episode, a course with its
sessions, two appointments, four days of five in the log, and a meeting or two a week. Then asks for
the pages as a browser would, with everything around them, and prints p50 and p95, the time of the
processor alone (which other work on the machine does not change; on SQLite it is all there is), and
how many queries each took. Beside that, in the same run, the same flags loaded client by client.

    python scripts/bench_caseload.py --clients 40 400 4000

On SQLite in a throw-away folder, or on the empty database that STEPWELL_DATABASE_URL names.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time as clock
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parent.parent
OWN = 40
"""Clients in the care of each counselor."""
DAY = timedelta(days=1)
SAMPLE = 20
"""Clients loaded one by one; the time is for as many as there are."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, nargs="+", default=[40, 400, 4000])
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    results = []
    for number in arguments.clients:
        with tempfile.TemporaryDirectory() as folder:
            result = in_own_process(number, arguments.times, folder)
        results.append(result)
        if not arguments.json:
            show(result)
    if arguments.json:
        print(json.dumps(results))
    return 0


def in_own_process(number: int, times: int, folder: str) -> dict[str, Any]:
    """Settings are read once, so every size gets a process and a database of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        with os.fdopen(reader) as told:
            text = told.read()
        os.waitpid(child, 0)
        if not text:
            raise SystemExit(f"The bench of {number} clients ended early; see above.")
        found: dict[str, Any] = json.loads(text)
        return found
    os.close(reader)
    try:
        os.environ["STEPWELL_DATA_DIR"] = folder
        with os.fdopen(writer, "w") as out:
            out.write(json.dumps(bench(number, times)))
    except Exception:  # noqa: BLE001 (told, and the other sizes go on)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def bench(number: int, times: int) -> dict[str, Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    data = os.environ["STEPWELL_DATA_DIR"]
    sys.path.insert(0, str(ROOT / "tests"))
    import django

    django.setup()
    os.environ["STEPWELL_DATA_DIR"] = data
    from django.test.utils import setup_databases, setup_test_environment

    setup_test_environment()
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        started = clock.perf_counter()
        people = fill(number)
        filled = clock.perf_counter() - started
        return {"clients": number, "fill_seconds": filled} | measure(people, times)
    finally:
        from django.test.utils import teardown_databases

        teardown_databases(kept, verbosity=0)


def fill(number: int) -> dict[str, Any]:
    """A program with `number` clients, a counselor for each 40 of them, one supervisor of all."""
    from django.utils import timezone

    from cast import build_cast
    from signing_in import create_staff
    from stepwell.domain.access.roles import Role
    from stepwell.records.people.models import Client, ClientAssignment, Team, TeamMembership

    cast = build_cast(timezone.now() - timedelta(days=370))
    harbor, now = cast.organizations["harbor"], timezone.now()
    Client.objects.all().update(closed_at=now)
    lead = create_staff("lead", Role.SUPERVISOR, password=None)
    staff = [
        create_staff(f"c-{n}", Role.COUNSELOR, password=None) for n in range(-(-number // OWN))
    ]
    began = now - timedelta(days=366)
    team = Team.objects.create(organization=harbor, name="All")
    for one in (lead, *staff):
        TeamMembership.objects.create(team=team, user=one, is_lead=one is lead, starts_at=began)
    clients = [
        Client(
            organization=harbor,
            name=f"{NAMES[n % len(NAMES)]} {NAMES[n // 7 % len(NAMES)]}son {n}",
            substances=["alcohol"],
            created_at=began,
            created_by="system:bench",
        )
        for n in range(number)
    ]
    Client.objects.bulk_create(clients, batch_size=500)
    ClientAssignment.objects.bulk_create(
        [
            ClientAssignment(
                client=one, user=staff[n // OWN], starts_at=began, assigned_by="system:bench"
            )
            for n, one in enumerate(clients)
        ],
        batch_size=500,
    )
    care(clients, staff, harbor, now)
    return {"lead": lead, "counselor": staff[0], "client": clients[0], "harbor": harbor}


def care(clients: list[Any], staff: list[Any], harbor: Any, now: datetime) -> None:
    from stepwell.domain.recovery.log import DayState
    from stepwell.queries.protocols import protocol
    from stepwell.records.care.models import Appointment, Encounter, Enrollment, EpisodeOfCare
    from stepwell.records.people.models import NoticeReceipt
    from stepwell.records.recovery.models import CheckIn, DayReport, MeetingAttendance, RecoveryTask

    given, chance = protocol("match-tsf"), random.Random(20261127)
    today, first = now.date(), now.date() - timedelta(days=364)
    sessions = list(given.definition.sessions)[:8]
    variant = given.definition.variants[0]
    variant = getattr(variant, "slug", None) or getattr(variant, "id", None) or str(variant)
    rows: dict[Any, list[Any]] = {}

    def add(row: Any) -> Any:
        rows.setdefault(type(row), []).append(row)
        return row

    stamp = {"recorded_at": now, "recorded_by": "system:bench", "source": "asked"}
    for n, one in enumerate(clients):
        with_whom = staff[n // OWN]
        add(
            NoticeReceipt(
                client=one, version=1, language="en", text_sha256="0" * 64, outcome="taken",
                way="paper", given_at=now - timedelta(days=365), given_by="system:bench",
            )
        )  # fmt: skip
        episode = add(
            EpisodeOfCare(
                client=one, first_status="active", first_level="1", status="active", level="1",
                started_on=first, made_at=now, made_by="system:bench",
            )
        )  # fmt: skip
        course = add(
            Enrollment(
                episode=episode, protocol="match-tsf", version=given.definition.version,
                content_hash=given.content_hash, variant=variant, reason="-",
                enrolled_on=today - timedelta(days=60), enrolled_at=now, enrolled_by="system:bench",
            )
        )  # fmt: skip
        for week, session in enumerate(sessions):
            add(
                Encounter(
                    client=one, episode=episode, enrollment=course, kind="individual",
                    session=session, version=given.definition.version,
                    outcome="missed" if chance.random() < 0.1 else "completed",
                    on=today - timedelta(days=58 - 7 * week), minutes=50, recorded_at=now,
                    recorded_by="system:bench",
                )
            )  # fmt: skip
        for days in (chance.randrange(0, 6), chance.randrange(7, 13)):
            add(
                Appointment(
                    organization=harbor, client=one, staff=with_whom, kind="individual",
                    starts_at=now + timedelta(days=days, minutes=n % 600), minutes=50,
                    booked_at=now, booked_by="system:bench",
                )
            )  # fmt: skip
        for _ in range(2):
            add(
                RecoveryTask(
                    client=one, kind="meeting", title="Go", due_on=today, given_at=now,
                    given_by="system:bench",
                )
            )  # fmt: skip
        add(CheckIn(client=one, on=today - DAY, answers={"urge": n % 5}, **stamp))
        is_quiet = n % 9 == 0
        for back in range(364):
            on = today - back * DAY
            if chance.random() < 0.8:
                state = DayState.USED if chance.random() < 0.04 else DayState.ABSTINENT
                add(DayReport(client=one, on=on, state=state, **stamp))
            if chance.random() < 0.22 and not (is_quiet and back < 20):
                add(MeetingAttendance(client=one, on=on, **stamp))
        if n % 200 == 199 or n == len(clients) - 1:
            store(rows)


def store(rows: dict[Any, list[Any]]) -> None:
    """Those that others point at come first, as they were added. Empty sealed fields stay empty."""
    from django.db import connection, transaction

    from stepwell.records.encryption.blind_index import BlindIndexField
    from stepwell.records.encryption.fields import EncryptedField

    with transaction.atomic():
        for model, made in rows.items():
            fields = model._meta.concrete_fields
            columns = ", ".join(f'"{one.column}"' for one in fields)
            marks = ", ".join(["%s"] * len(fields))
            prepared: dict[Any, Any] = {}
            empty, values = connection.Database.Binary(b""), []
            for row in made:
                line = []
                for one in fields:
                    value = row.__dict__.get(one.attname)
                    if isinstance(one, EncryptedField):
                        sealed = one.sealed(value, row=row.pk).data if value else None
                        line.append(connection.Database.Binary(sealed) if sealed else empty)
                        continue
                    if isinstance(one, BlindIndexField):
                        value = one.pre_save(row, add=True)
                    key = (one.attname, str(value))
                    if key not in prepared:
                        prepared[key] = one.get_db_prep_save(value, connection)
                    line.append(prepared[key])
                values.append(line)
            with connection.cursor() as cursor:
                cursor.executemany(
                    f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({marks})', values
                )
    rows.clear()


def measure(people: dict[str, Any], times: int) -> dict[str, Any]:
    from django.test import Client

    from signing_in import sign_in

    counselor, lead = Client(), Client()
    sign_in(counselor, people["counselor"])
    sign_in(lead, people["lead"])
    one = f"/staff/clients/{people['client'].pk}/"
    pages = {
        "caseload of 40": (counselor, "/staff/clients/?show=own"),
        "caseload of all": (lead, "/staff/clients/"),
        "all, by flag": (lead, "/staff/clients/?flag=no-meeting"),
        "today": (counselor, "/staff/"),
        "client": (counselor, one),
        "client's log": (counselor, f"{one}log/"),
    }
    found = {
        name: asked(lambda b=browser, p=path: b.get(p), times)
        for name, (browser, path) in pages.items()
    }
    found["search by name"] = asked(
        lambda: lead.post("/staff/clients/search/", {"text": "an"}), times
    )
    return {"pages": found, "naive": one_by_one(people)}


def asked(ask: Callable[[], Any], times: int) -> dict[str, float]:
    answer = ask()
    assert answer.status_code == 200, answer.status_code
    with counted() as queries:
        ask()
    took, worked = [], []
    for _ in range(times):
        started, before = clock.perf_counter(), clock.process_time()
        ask()
        took.append((clock.perf_counter() - started) * 1000)
        worked.append((clock.process_time() - before) * 1000)
    return {
        "p50_ms": median(took),
        "p95_ms": quantiles(took, n=20)[-1],
        "cpu_ms": median(worked),
        "queries": len(queries),
        "kb": len(answer.content) / 1000,
    }


@contextmanager
def counted() -> Iterator[list[str]]:
    """Also over requests, each of which empties what Django itself notes down."""
    from django.db import connection

    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def one_by_one(people: dict[str, Any]) -> dict[str, float]:
    """What a loop over clients would take for the same flags, and the same in one go."""
    from django.utils import timezone

    from stepwell.domain.caseload.flags import flags_of
    from stepwell.library.caseload import flag_rules
    from stepwell.queries.caseload_facts import bulk_facts, when_is
    from stepwell.records.people.models import Client

    rules, when = flag_rules(), when_is(people["harbor"].time_zone, timezone.now())
    ids = list(Client.objects.filter(closed_at=None).values_list("pk", flat=True))
    few = ids[: min(SAMPLE, len(ids))]

    def flags(these: list[Any]) -> None:
        for facts in bulk_facts(these, rules, when).facts.values():
            flags_of(facts, rules, when.today)

    flags(few)
    with counted() as queries:
        flags(few[:1])
    started = clock.process_time()
    for one in few:
        flags([one])
    single = (clock.process_time() - started) / len(few) * len(ids)
    started = clock.process_time()
    flags(ids)
    together = clock.process_time() - started
    return {
        "one_by_one_ms": single * 1000,
        "together_ms": together * 1000,
        "ratio": single / together,
        "queries_one_by_one": len(queries) * len(ids),
    }


def show(result: dict[str, Any]) -> None:
    print(f"\n{result['clients']:,} clients, filled in {result['fill_seconds']:.0f} s")
    print(f"{'page':<20}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'queries':>9}{'kB':>7}")
    for name, one in result["pages"].items():
        print(
            f"{name:<20}{one['p50_ms']:>9.0f}{one['p95_ms']:>9.0f}{one['cpu_ms']:>9.0f}"
            f"{one['queries']:>9}{one['kb']:>7.0f}"
        )
    naive = result["naive"]
    print(
        f"flags of all: together {naive['together_ms']:.0f} ms, client by client "
        f"{naive['one_by_one_ms']:.0f} ms in {naive['queries_one_by_one']:,} queries "
        f"({naive['ratio']:.1f} times as long)"
    )


NAMES = ("Ada", "Bo", "Cal", "Dee", "Eli", "Fern", "Gus", "Hana", "Ivo", "Jan", "Kit", "Lena")

if __name__ == "__main__":
    raise SystemExit(main())
