"""SQLite's R*Tree for places and FTS5 for words: what a program would use without us."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from math import cos, degrees, radians
from pathlib import Path
from typing import Final

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
from stepwell.search.geo import EARTH_RADIUS_KM

_SCHEMA: Final = """
create table meetings (
    number integer primary key, start int, attendance int, language int, fellowship int, region text
);
create virtual table places using rtree(
    number, south, north, west, east, +latitude real, +longitude real, +start int, +types int
);
create virtual table texts using fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
"""
_INDEXES: Final = """
create index by_time on meetings (attendance, language, fellowship, start);
create index by_region on meetings (region, start);
analyze;
"""
_METERS: Final = f"""
2 * {EARTH_RADIUS_KM * 1000} * asin(sqrt(min(1.0,
    pow(sin(radians(latitude - :latitude) / 2), 2)
    + cos(radians(latitude)) * cos(radians(:latitude))
      * pow(sin(radians(longitude - :longitude) / 2), 2))))
"""
_NEAR: Final = """
select number, (start - :now + 10080) % 10080 as wait, METERS as meters from places
where south <= :north and north >= :south and west <= :east and east >= :west
    and types & :types and wait < :horizon and meters <= :meters
order by wait, meters limit 50
""".replace("METERS", _METERS)
_ONLINE: Final = """
select number, (start - :now + 10080) % 10080 as wait from meetings
where attendance = :attendance and language = :language and fellowship = :fellowship
    and wait < :horizon
order by wait limit 50
"""
_WORDS: Final = """
select meetings.number, (start - :now + 10080) % 10080 as wait
from texts join meetings on meetings.number = texts.rowid
where texts match :words order by wait limit 50
"""
_REGION: Final = """
select number, (start - :now + 10080) % 10080 as wait from meetings
where region = :region order by wait limit 50
"""
_STATEMENTS: Final = {
    "near-soon": _NEAR,
    "online-now": _ONLINE,
    "words": _WORDS,
    "region": _REGION,
    "wide": _NEAR,
}


class SqliteEngine:
    """One file, one connection."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "meetings.sqlite"
        self._connection = sqlite3.connect(self._path)
        try:
            self._connection.execute("select asin(0.5)")
            self._connection.executescript(_SCHEMA)
        except sqlite3.OperationalError as error:
            raise EngineAbsent(f"this SQLite lacks a part that the bench needs: {error}") from error

    def load(self, meetings: Iterable[Listed]) -> None:
        connection = self._connection
        connection.execute("pragma synchronous = off")
        for row in flat_rows(meetings):
            connection.execute(
                "insert into meetings values (?, ?, ?, ?, ?, ?)",
                (row.number, row.start, row.attendance, row.language, row.fellowship, row.region),
            )
            connection.execute(
                "insert into texts (rowid, text) values (?, ?)", (row.number, row.text)
            )
            if row.latitude is not None and row.longitude is not None:
                lat, lng = row.latitude, row.longitude
                connection.execute(
                    "insert into places values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (row.number, lat, lat, lng, lng, lat, lng, row.start, row.types),
                )
        connection.executescript(_INDEXES)
        connection.commit()

    def asker(self, name: str) -> Ask:
        statement, connection = _STATEMENTS[name], self._connection

        def ask(query: MeetingQuery) -> Answer:
            return [(row[0], row[1]) for row in connection.execute(statement, _values(query))]

        return ask

    def megabytes(self) -> float:
        return self._path.stat().st_size / 1e6

    def close(self) -> None:
        self._connection.close()


def _values(query: MeetingQuery) -> dict[str, object]:
    values: dict[str, object] = {
        "now": minute_of_week(query.at),
        "horizon": query.horizon_minutes,
        "region": query.region,
        "words": " ".join(f"{word}*" for word in query.words.split()),
        "types": type_bits(query.types.all_of),
        "attendance": ATTENDANCE_NUMBERS[Attendance.ONLINE],
    }
    for language in query.languages:
        values["language"] = LANGUAGES.index(language)
    for fellowship in query.fellowships:
        values["fellowship"] = FELLOWSHIPS.index(fellowship)
    if query.near is not None:
        near = query.near
        high = degrees(near.radius_km / EARTH_RADIUS_KM)
        wide = high / max(0.01, cos(radians(min(89.0, abs(near.latitude) + high))))
        values |= {
            "latitude": near.latitude,
            "longitude": near.longitude,
            "meters": near.radius_km * 1000,
            "south": near.latitude - high,
            "north": near.latitude + high,
            "west": near.longitude - wide,
            "east": near.longitude + wide,
        }
    return values
