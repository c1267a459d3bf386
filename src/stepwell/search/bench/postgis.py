"""PostgreSQL with PostGIS, where one is running: a schema of its own, dropped afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final, LiteralString
from uuid import uuid4

import psycopg

from stepwell.domain.meetings.meeting import Attendance
from stepwell.domain.meetings.query import MeetingQuery
from stepwell.search.bench.engines import Answer, Ask, EngineAbsent, Listed
from stepwell.search.bench.flat_rows import (
    ATTENDANCE_NUMBERS,
    flat_rows,
    minute_of_week,
    type_bits,
)
from stepwell.search.bench.synthetic import FELLOWSHIPS, LANGUAGES

DEFAULT_ADDRESS: Final = "postgresql://postgres@127.0.0.1:5432/test"
_TABLE: Final[LiteralString] = """
create table meetings (
    number int primary key, place geography(point), start int, types bigint,
    attendance int, language int, fellowship int, region text, words tsvector
)
"""
_STAGING: Final[LiteralString] = """
create table staged (number int, latitude float8, longitude float8, start int, types bigint,
    attendance int, language int, fellowship int, region text, words text)
"""
_MOVE: Final[LiteralString] = """
insert into meetings
select number, st_makepoint(longitude, latitude)::geography, start, types,
    attendance, language, fellowship, region, to_tsvector('simple', words)
from staged order by number
"""
_INDEXES: Final[tuple[LiteralString, ...]] = (
    "drop table staged",
    "create index on meetings using gist (place)",
    "create index on meetings (attendance, language, fellowship, start)",
    "create index on meetings (region, start)",
    "create index on meetings using gin (words)",
    "vacuum analyze meetings",
)
_NEAR: Final[LiteralString] = """
with here as (select st_makepoint(%(longitude)s, %(latitude)s)::geography as point)
select number, (start - %(now)s + 10080) %% 10080 as wait, st_distance(place, point) as meters
from meetings, here
where st_dwithin(place, point, %(meters)s) and types & %(types)s <> 0
    and (start - %(now)s + 10080) %% 10080 < %(horizon)s
order by wait, meters limit 50
"""
_ONLINE: Final[LiteralString] = """
select number, (start - %(now)s + 10080) %% 10080 as wait from meetings
where attendance = %(attendance)s and language = %(language)s and fellowship = %(fellowship)s
    and (start - %(now)s + 10080) %% 10080 < %(horizon)s
order by wait limit 50
"""
_WORDS: Final[LiteralString] = """
select number, (start - %(now)s + 10080) %% 10080 as wait from meetings
where words @@ to_tsquery('simple', %(words)s) order by wait limit 50
"""
_REGION: Final[LiteralString] = """
select number, (start - %(now)s + 10080) %% 10080 as wait from meetings
where region = %(region)s order by wait limit 50
"""
_STATEMENTS: Final[dict[str, LiteralString]] = {
    "near-soon": _NEAR,
    "online-now": _ONLINE,
    "words": _WORDS,
    "region": _REGION,
    "wide": _NEAR,
}


class PostgisEngine:
    """One connection; STEPWELL_BENCH_POSTGRES says where, else a local test database."""

    def __init__(self) -> None:
        address = os.environ.get("STEPWELL_BENCH_POSTGRES", DEFAULT_ADDRESS)
        try:
            self._connection = psycopg.connect(address, autocommit=True, connect_timeout=3)
        except psycopg.OperationalError as error:
            raise EngineAbsent(f"no PostgreSQL answered: {str(error).strip()}") from error
        self._schema = f"stepwell_bench_{uuid4().hex[:12]}"
        try:
            self._prepare()
        except psycopg.Error as error:
            self.close()
            raise EngineAbsent(f"PostGIS cannot be used there: {str(error).strip()}") from error

    def _prepare(self) -> None:
        run = self._connection.execute
        schema = psycopg.sql.Identifier(self._schema)
        run(psycopg.sql.SQL("create schema {}").format(schema))
        run(psycopg.sql.SQL("set search_path to {}, public").format(schema))
        # Into our own schema where it is not there yet, so that it goes away with it.
        run(psycopg.sql.SQL("create extension if not exists postgis schema {}").format(schema))
        run("set jit = off")
        run(_TABLE)
        run(_STAGING)

    def load(self, meetings: Iterable[Listed]) -> None:
        with self._connection.cursor().copy("copy staged from stdin") as copy:
            for row in flat_rows(meetings):
                copy.write_row(row)
        self._connection.execute(_MOVE)
        for statement in _INDEXES:
            self._connection.execute(statement)

    def asker(self, name: str) -> Ask:
        statement, connection = _STATEMENTS[name], self._connection

        def ask(query: MeetingQuery) -> Answer:
            found = connection.execute(statement, _values(query), prepare=True)
            return [(row[0], row[1]) for row in found]

        return ask

    def megabytes(self) -> float:
        row = self._connection.execute("select pg_total_relation_size('meetings')").fetchone()
        assert row is not None
        return int(row[0]) / 1e6

    def close(self) -> None:
        schema = psycopg.sql.Identifier(self._schema)
        if not self._connection.broken:
            self._connection.execute(
                psycopg.sql.SQL("drop schema if exists {} cascade").format(schema)
            )
        self._connection.close()


def _values(query: MeetingQuery) -> dict[str, object]:
    near = query.near
    return {
        "now": minute_of_week(query.at),
        "horizon": query.horizon_minutes,
        "region": query.region,
        "words": " & ".join(f"{word}:*" for word in query.words.split()),
        "types": type_bits(query.types.all_of),
        "attendance": ATTENDANCE_NUMBERS[Attendance.ONLINE],
        "language": next((LANGUAGES.index(one) for one in query.languages), 0),
        "fellowship": next((FELLOWSHIPS.index(one) for one in query.fellowships), 0),
        "latitude": near.latitude if near else None,
        "longitude": near.longitude if near else None,
        "meters": near.radius_km * 1000 if near else None,
    }
