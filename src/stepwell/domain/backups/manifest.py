"""What a backup says of itself: read before anything is restored, compared with what came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The head of a backup.

    made_at: UTC. version: of Stepwell. engine: a key of ENGINES. server: its version.
    migrations: all that had run, "app.0001_name". counts: rows by table at the moment of the
    backup. field_keys: ids of the keys without which some stored value stays closed.
    """

    made_at: datetime
    version: str
    engine: str
    server: str
    migrations: tuple[str, ...]
    counts: dict[str, int]
    field_keys: tuple[str, ...]

    @property
    def rows(self) -> int:
        return sum(self.counts.values())


class End(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The end of a backup. bytes, digest: of the dump before encryption; SHA-256, hexadecimal."""

    bytes: int
    digest: str


def schema_heads(migrations: tuple[str, ...]) -> dict[str, str]:
    """The last migration of each app, by its number."""
    heads: dict[str, str] = {}
    for one in sorted(migrations):
        app, name = one.split(".", 1)
        heads[app] = name
    return heads


def differences(expected: Mapping[str, int], found: Mapping[str, int]) -> Iterator[str]:
    """Where two counts of rows by table do not agree, in words."""
    for table in sorted(expected.keys() | found.keys()):
        if table not in found:
            yield f"{table}: absent, expected {expected[table]:,} rows"
        elif table not in expected:
            yield f"{table}: not in the backup, yet {found[table]:,} rows are there"
        elif expected[table] != found[table]:
            yield f"{table}: {found[table]:,} rows, expected {expected[table]:,}"
