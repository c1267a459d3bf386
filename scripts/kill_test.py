"""Kill the server while people write, restart it, and look for every write it had confirmed.

Serves a demo program in a throw-away place and lets several people write through its pages: new
meeting lists, and sign-ins, each of which is a session and an event of the audit trail. A backup is
made meanwhile. Then the server and all its processes are killed with SIGKILL and started again,
some rounds of it. At the end the last backup is restored elsewhere, served from another port, and
drilled.

What the server confirmed and has not got afterwards is lost; the script then exits 1. SIGKILL ends
processes, not the machine: that a power cut loses nothing either rests on what the database does
before it confirms (SQLite with synchronous=FULL, PostgreSQL with synchronous_commit).

    scripts/kill_test.py                                                          SQLite
    scripts/kill_test.py --database postgresql://postgres@127.0.0.1:5432/postgres PostgreSQL

--database: names the server; databases of the script's own are made on it and dropped again.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

ADMINISTRATOR = "abe"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
KEYS = {
    "STEPWELL_ENCRYPTION_KEYS_FILE": "demo-field-keys",
    "STEPWELL_BACKUP_KEY_FILE": "demo-backup-key",
}
ERROR = re.compile(r'class="[^"]*\berrors?\b[^"]*"[^>]*>(.*?)</(?:ul|div|p)>', re.DOTALL)
CUT_OFF = (OSError, http.client.HTTPException)
"""What a visitor of a server that dies sees."""


@dataclass
class Place:
    """One installation: its data folder, its database ("" for SQLite there), its keys and port."""

    folder: Path
    database: str
    port: int
    keys: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("STEPWELL_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        keys = {name: str(self.keys / file) for name, file in KEYS.items()}
        own = {
            "STEPWELL_DATA_DIR": str(self.folder),
            "STEPWELL_DATABASE_URL": self.database,
            "STEPWELL_LOG_LEVEL": "ERROR",
        }
        return kept | own | (keys if self.keys != self.folder else {})

    def told(self, *words: str) -> Any:
        """What a command answers that must not fail."""
        done = self.run(*words)
        if done.returncode:
            raise SystemExit(f"stepwell {' '.join(words)} failed:\n{done.stderr}{done.stdout}")
        return json.loads(done.stdout) if "--json" in words else done.stdout

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "stepwell", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@dataclass
class Confirmed:
    """What the server said it has: slugs of lists, session cookies."""

    lists: list[str] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lists) + len(self.sessions)

    def copy(self) -> Confirmed:
        return Confirmed(list(self.lists), list(self.sessions))

    def add(self, others: Confirmed) -> None:
        self.lists += others.lists
        self.sessions += others.sessions


class Server:
    """`stepwell serve` and the processes it starts."""

    def __init__(self, place: Place) -> None:
        started = time.perf_counter()
        self.place = place
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stepwell", "serve", "--port", str(place.port)],
            env=place.environment,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_until_ready()
        self.seconds = time.perf_counter() - started

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise SystemExit(f"The server ended at once ({self.process.returncode}).")
            try:
                if Visitor(self.place.port).get("/healthz")[0] == 200:
                    return
            except CUT_OFF:
                time.sleep(0.05)
        raise SystemExit("The server does not answer within 90 seconds.")

    def kill(self) -> None:
        """As the machine's out-of-memory killer would, but all of its processes at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.kill()


class Visitor:
    """A browser with cookies, on a connection that is kept."""

    def __init__(self, port: int, session: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies = {"session": session} if session else {}

    def get(self, path: str) -> tuple[int, str, str]:
        return self._ask("GET", path, None, {})

    def post(self, path: str, **values: str) -> tuple[int, str, str]:
        values["csrfmiddlewaretoken"] = self.token(path)
        origin = {"Origin": f"http://127.0.0.1:{self.connection.port}"}
        return self._ask("POST", path, urlencode(values), FORM | origin)

    def token(self, path: str) -> str:
        _, _, page = self.get(path)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        if found is None:
            raise http.client.HTTPException(f"{path} has no form")
        return found[1]

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        """Status, where to next, page."""
        cookie = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        self.connection.request(method, path, body, headers | (cookie if self.cookies else {}))
        answer = self.connection.getresponse()
        page = answer.read().decode(errors="replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.getheader("Location", ""), page

    def sign_in(self, password: str) -> str:
        """The session's cookie, once the server has confirmed it."""
        status, _, page = self.post("/sign-in/", username=ADMINISTRATOR, password=password)
        if status != 302 or not self.cookies.get("session"):
            raise SystemExit(f"Signing in was answered {status}: {errors_of(page)}")
        return self.cookies["session"]

    def add_list(self, name: str) -> str:
        """Its slug. Nobody listens at its address, so that reading it fails at once."""
        status, target, page = self.post(
            "/staff/add-feed/",
            name=name,
            source="http://127.0.0.1:9/list.json",
            allowed_host="127.0.0.1:9",
            fellowship="aa",
            max_loss_percent="25",
            sync_every_minutes="1440",
        )
        found = re.fullmatch(r"/staff/feeds/([\w-]+)/", target)
        if status != 302 or found is None:
            raise SystemExit(f"A new list was answered {status}: {errors_of(page)}")
        return found[1]


def errors_of(page: str) -> str:
    """What a form says is wrong."""
    return "; ".join(re.sub(r"<[^>]+>|\s+", " ", one) for one in ERROR.findall(page))


@contextmanager
def writers(place: Place, password: str, people: int, mark: str) -> Iterator[Confirmed]:
    """People who write until the server dies; every fourth of them signs in again and again.

    One at a time signs in: tries by one name that are under way together count as guesses.
    """
    confirmed = Confirmed()
    at_the_door = threading.Lock()

    def sign_in(visitor: Visitor) -> None:
        with at_the_door:
            confirmed.sessions.append(visitor.sign_in(password))

    def write(number: int) -> None:
        visitor = Visitor(place.port)
        with suppress(*CUT_OFF):
            sign_in(visitor)
            for turn in count():
                if number % 4 == 3:
                    sign_in(Visitor(place.port))
                else:
                    confirmed.lists.append(visitor.add_list(f"{mark} {number} {turn}"))

    with ThreadPoolExecutor(people) as pool:
        writing = [pool.submit(write, number) for number in range(people)]
        yield confirmed
    for one in writing:
        one.result()


def missing(place: Place, confirmed: Confirmed) -> list[str]:
    """What the server confirmed and has not got; asks its pages and its commands."""
    there = {one["slug"] for one in place.told("feeds", "list", "--json")}
    lost = [f"list {slug}" for slug in confirmed.lists if slug not in there]
    for number, session in enumerate(confirmed.sessions):
        if Visitor(place.port, session).get("/account/")[0] != 200:
            lost.append(f"session {number}")
    return lost


def run(place: Place, restored: Place, arguments: argparse.Namespace) -> dict[str, Any]:
    set_up(place)
    password = (place.folder / "demo-administrator").read_text().strip()
    confirmed, before_backup = Confirmed(), Confirmed()
    restarts, backups, lost = [], [], []
    server = Server(place)
    try:
        for number in range(arguments.rounds):
            with writers(place, password, arguments.writers, f"round {number}") as new:
                try:
                    wait_for_writes(new, at_least=arguments.writers * 2)
                    before_backup = confirmed.copy()
                    before_backup.add(new.copy())
                    backups.append(place.told("backup", "--json"))
                    time.sleep(arguments.seconds)
                finally:
                    server.kill()
            confirmed.add(new)
            server = Server(place)
            restarts.append(server.seconds)
            lost += missing(place, confirmed)
    finally:
        server.stop()
    figures = restore_elsewhere(restored, Path(backups[-1]["file"]), before_backup)
    return {
        "engine": "PostgreSQL" if place.database else "SQLite",
        "kills": arguments.rounds,
        "writers": arguments.writers,
        "confirmed_lists": len(confirmed.lists),
        "confirmed_sessions": len(confirmed.sessions),
        "confirmed": len(confirmed),
        "lost": lost,
        "restart_seconds": round(max(restarts), 2),
        "backup_under_load_seconds": max(one["seconds"] for one in backups),
        "backup_rows": backups[-1]["rows"],
        **figures,
        **drill(place),
    }


def drill(place: Place) -> dict[str, Any]:
    started = time.perf_counter()
    done = place.run("backup", "drill")
    return {
        "drill": done.stdout.strip() or done.stderr.strip(),
        "drill_is_good": done.returncode == 0,
        "drill_seconds": round(time.perf_counter() - started, 2),
    }


def set_up(place: Place) -> None:
    """As the first start of the demo does."""
    place.told("migrate")
    code = (
        "import django; django.setup(); from stepwell.actions.demo import load_demo; "
        "from stepwell.actions.snapshots import publish_snapshot; load_demo(); publish_snapshot()"
    )
    environment = place.environment | {"DJANGO_SETTINGS_MODULE": "stepwell.config.chosen_settings"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def wait_for_writes(confirmed: Confirmed, *, at_least: int) -> None:
    deadline = time.monotonic() + 120
    while len(confirmed) < at_least:
        if time.monotonic() > deadline:
            raise SystemExit(f"Only {len(confirmed)} writes were confirmed within two minutes.")
        time.sleep(0.05)


def restore_elsewhere(place: Place, backup: Path, before: Confirmed) -> dict[str, Any]:
    """before: what was confirmed before the backup began, so must be in it."""
    started = time.perf_counter()
    told = place.told("restore", str(backup), "--json")
    seconds = round(time.perf_counter() - started, 2)
    server = Server(place)
    try:
        there = {one["slug"] for one in place.told("feeds", "list", "--json")}
        old_sessions = sum(
            Visitor(place.port, session).get("/account/")[0] == 200 for session in before.sessions
        )
        index = Visitor(place.port).get("/readyz")[0]
    finally:
        server.stop()
    return {
        "restored_rows": told["rows"],
        "restore_seconds": seconds,
        "absent_from_backup": [f"list {slug}" for slug in before.lists if slug not in there],
        "sessions_that_survived_restoring": old_sessions,
        "restored_is_ready": index == 200,
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def database_of_its_own(server: str) -> Iterator[str]:
    """Its address; "" for SQLite. Gone afterwards, with what a drill may have left beside it."""
    if not server:
        yield ""
        return
    import psycopg
    from psycopg import sql

    name = f"stepwell_kill_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


def is_green(figures: dict[str, Any]) -> bool:
    return (
        not figures["lost"]
        and not figures["absent_from_backup"]
        and not figures["sessions_that_survived_restoring"]
        and figures["restored_rows"] == figures["backup_rows"]
        and figures["restored_is_ready"]
        and figures["drill_is_good"]
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", default="", help="a PostgreSQL server's address")
    parser.add_argument("--rounds", type=int, default=5, help="how often to kill")
    parser.add_argument("--seconds", type=float, default=3, help="of load after each backup")
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folders = [
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="stepwell-kill-")))
            for _ in range(2)
        ]
        databases = [stack.enter_context(database_of_its_own(arguments.database)) for _ in range(2)]
        place = Place(folders[0], databases[0], free_port(), keys=folders[0])
        restored = Place(folders[1], databases[1], free_port(), keys=folders[0])
        figures = run(place, restored, arguments)
    if arguments.json:
        print(json.dumps(figures, indent=2))
    else:
        for name, value in figures.items():
            print(f"{name.replace('_', ' ') + ':':36}{value}")
    print("GREEN" if is_green(figures) else "LOST OR BROKEN", file=sys.stderr)
    return int(not is_green(figures))


if __name__ == "__main__":
    sys.exit(main())
