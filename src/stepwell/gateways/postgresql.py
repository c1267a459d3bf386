"""Dumping and restoring a PostgreSQL database by its own tools, and scratch databases beside it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import IO

import psycopg
from psycopg import sql

DUMP_OPTIONS = ("--format=custom", "--compress=1", "--no-owner", "--no-privileges")
RESTORE_OPTIONS = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
PIECE = 1 << 20


class PostgresRefused(Exception):
    """What the server or a tool refused, and what to do. Never holds a password."""


@dataclass(frozen=True, slots=True)
class PostgresPlace:
    """Where a database is. "" for host, user or password: as libpq finds it."""

    host: str
    port: str
    user: str
    name: str
    password: str = field(default="", repr=False)

    def environment(self) -> dict[str, str]:
        """For the tools: nothing of it stands in their arguments, which every user may list."""
        given = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGDATABASE": self.name,
            "PGPASSWORD": self.password,
        }
        return dict(os.environ) | {name: value for name, value in given.items() if value}

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        try:
            return psycopg.connect(
                host=self.host or None,
                port=self.port or None,
                user=self.user or None,
                dbname=self.name,
                password=self.password or None,
                connect_timeout=10,
            )
        except psycopg.OperationalError as error:
            first = str(error).strip().partition("\n")[0]
            raise PostgresRefused(
                f"The database {self.name} does not answer ({first}). If it is not there yet: "
                f"createdb {self.name}"
            ) from error


@dataclass(frozen=True, slots=True)
class Moment:
    """A database as it was at one moment, for as long as its transaction is open."""

    place: PostgresPlace
    snapshot: str
    server: str
    counts: dict[str, int]

    def dump(self) -> Iterator[bytes]:
        """pg_dump's custom format, compressed, in pieces."""
        tool = _tool("pg_dump")
        refuse_older(tool, int(self.server.split(".")[0]))
        yield from _output(
            [tool, *DUMP_OPTIONS, f"--snapshot={self.snapshot}"], self.place.environment()
        )


@contextmanager
def moment(place: PostgresPlace) -> Iterator[Moment]:
    with place.connect() as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        assert row is not None
        version = connection.info.server_version
        yield Moment(place, str(row[0]), f"{version // 10000}.{version % 100}", _counts(connection))


def count_rows(place: PostgresPlace) -> dict[str, int]:
    with place.connect() as connection:
        return _counts(connection)


def check_empty(place: PostgresPlace) -> None:
    """
    Raises:
        PostgresRefused: there are tables in the database.
    """
    with place.connect() as connection:
        tables = _tables(connection)
    if tables:
        raise PostgresRefused(
            f"The database {place.name} holds {len(tables)} tables, and restoring never "
            "overwrites one. Make an empty one (createdb NAME) and name it by "
            "STEPWELL_DATABASE_URL."
        )


def restore(place: PostgresPlace, pieces: Iterable[bytes]) -> None:
    """Feed a dump to pg_restore: all of it in one transaction, or nothing.

    Raises:
        PostgresRefused: pg_restore fails; the database is empty as before.
    """
    command = [_tool("pg_restore"), *RESTORE_OPTIONS, f"--dbname={place.name}"]
    with subprocess.Popen(  # noqa: S603 - our own words
        command, env=place.environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        try:
            for piece in pieces:
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended early and says why
        except BaseException:
            process.kill()
            raise
        told = _told(process.stderr)
        if process.wait():
            raise PostgresRefused(f"pg_restore could not restore the database: {told}")


@contextmanager
def scratch_database(place: PostgresPlace) -> Iterator[PostgresPlace]:
    """A new, empty database on the same server, gone afterwards; so are those left by the killed.

    Only one at a time: the caller holds a lock.
    """
    prefix = f"{place.name}_drill_"
    scratch = replace(place, name=f"{prefix}{os.urandom(4).hex()}")
    with place.connect() as connection:
        connection.autocommit = True
        _drop_left(connection, prefix)
        try:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(
                    sql.Identifier(scratch.name)
                )
            )
        except psycopg.errors.InsufficientPrivilege as error:
            raise PostgresRefused(
                "A drill restores into a database of its own, which this user may not make. "
                f'Allow it once, as the server\'s administrator: ALTER ROLE "{place.user}" CREATEDB'
            ) from error
    try:
        yield scratch
    finally:
        with place.connect() as connection:
            connection.autocommit = True
            _drop(connection, scratch.name)


def _drop_left(connection: psycopg.Connection[tuple[object, ...]], prefix: str) -> None:
    for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall():
        if re.fullmatch(re.escape(prefix) + "[0-9a-f]{8}", str(name)):
            _drop(connection, str(name))


def _drop(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def refuse_older(tool: str, server: int) -> None:
    """pg_dump refuses servers newer than itself; say so before anything is written.

    server: its major version.
    """
    done = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"(\d+)(?:\.|devel|beta|rc|\s|$)", done.stdout)
    if done.returncode or found is None:
        raise PostgresRefused(f"{tool} does not say its version: {done.stderr.strip()}")
    if int(found[1]) < server:
        raise PostgresRefused(
            f"{tool} is of version {found[1]} and the server of version {server}; it must not be "
            f"older. Install the client tools of version {server} (postgresql-client-{server})."
        )


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise PostgresRefused(
            f"{name} is not on this machine. Install PostgreSQL's client tools "
            "(postgresql-client) of the server's version."
        )
    return found


def _output(command: list[str], environment: dict[str, str]) -> Iterator[bytes]:
    with subprocess.Popen(  # noqa: S603 - our own words
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        try:
            while piece := process.stdout.read(PIECE):
                yield piece
        except BaseException:
            process.kill()
            raise
        told = _told(process.stderr)
        if process.wait():
            raise PostgresRefused(f"{command[0]} could not read the database: {told}")


def _told(stream: IO[bytes] | None) -> str:
    """The first error of a tool, without the rows it may quote below it."""
    assert stream is not None
    lines = stream.read().decode(errors="replace").strip().splitlines()
    return next((line for line in lines if "error" in line), lines[0] if lines else "no reason")


def _tables(connection: psycopg.Connection[tuple[object, ...]]) -> list[tuple[str, str]]:
    rows = connection.execute(
        "SELECT schemaname, tablename FROM pg_tables "
        "WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"
    ).fetchall()
    return [(str(schema), str(name)) for schema, name in rows]


def _counts(connection: psycopg.Connection[tuple[object, ...]]) -> dict[str, int]:
    counts = {}
    for schema, name in _tables(connection):
        query = sql.SQL("SELECT COUNT(*) FROM {}").format(sql.Identifier(schema, name))
        row = connection.execute(query).fetchone()
        assert row is not None
        assert isinstance(row[0], int)
        counts[name if schema == "public" else f"{schema}.{name}"] = row[0]
    return counts
