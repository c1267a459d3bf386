"""Every address of the site, read from the URL configuration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from integration.access.table.row import Row


@dataclass(frozen=True, slots=True)
class Route:
    """name: with its namespace, "" for one that has none. arguments: of its address, in order."""

    name: str
    address: str
    arguments: tuple[str, ...]
    view: Any


def walk(
    patterns: Iterable[URLPattern | URLResolver], namespace: str = "", above: str = ""
) -> Iterator[Route]:
    for one in patterns:
        address = above + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from walk(one.url_patterns, inner, address)
        else:
            arguments = tuple(one.pattern.converters)
            name = f"{namespace}{one.name}" if one.name else ""
            yield Route(name, address, arguments, one.callback)


def all_routes() -> list[Route]:
    return list(walk(get_resolver().url_patterns))


def differences(routes: Iterable[Route], rows: Iterable[Row]) -> list[str]:
    """What keeps the table and the addresses from being the same, in words."""
    routes, rows = list(routes), list(rows)
    names, in_table = [one.name for one in routes], [row.route for row in rows]
    return [
        *(f"/{one.address} has no name" for one in routes if not one.name),
        *(f"/{one.address} has no row" for one in routes if one.name not in in_table),
        *(f"{row.route} has a row and no address" for row in rows if row.route not in names),
        *(f"{name} stands twice" for name in {*names} if name and names.count(name) > 1),
        *(f"{name} has two rows" for name in {*in_table} if in_table.count(name) > 1),
    ]
