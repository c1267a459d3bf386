"""Printing an answer: as text for a person, or as one JSON object with --json."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec


class CommandFailed(Exception):
    """The message is for the person at the terminal: what is wrong and what to do."""


def add_json_flag(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def print_json(value: Any) -> None:
    data = msgspec.json.encode(value, enc_hook=str)
    print(msgspec.json.format(data, indent=2).decode())


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns as wide as their widest cell; numbers to the right."""
    table = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(headings), *table]) for i in range(len(headings))]
    numeric = [
        bool(table) and all(row[i].replace(".", "", 1).isdigit() for row in table)
        for i in range(len(headings))
    ]
    for line in [list(headings), *table]:
        cells = (
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        )
        print("  ".join(cells).rstrip())
