"""Tables of rows: CSV files in the forms spreadsheets write, and sheets served as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stepwell.exchange.meeting_guide_fields import CANONICAL_BY_NAME, plain_name
from stepwell.exchange.outcomes import FeedUnreadable

_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class TableRow:
    """One data row. line: 1-based line of the file where it ends. extra: cells without
    a heading."""

    line: int
    cells: dict[str, object]
    extra: int = 0


def is_heading(names: Iterable[object]) -> bool:
    """Whether a first row names at least two fields of meetings, one of them telling."""
    known = {CANONICAL_BY_NAME.get(plain_name(str(name))) for name in names if name} - {None}
    return len(known) >= 2 and bool(known & {"name", "day", "time", "slug"})


def read_csv(text: str) -> list[TableRow] | None:
    """Rows of a CSV text, or None where its first line is no heading of a meeting list.

    Commas, semicolons, tabs and bars are recognized; empty rows are no rows.

    Raises:
        FeedUnreadable: code "csv_quotes" where a quotation mark is never closed.
    """
    body = text.lstrip("\ufeff\r\n\t ")
    skipped = text[: len(text) - len(body)].count("\n")
    first = body.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    if delimiter not in first:
        return None
    rows = _read_rows(body, delimiter, skipped)
    if not rows or not is_heading(rows[0][1]):
        return None
    _, heading = rows[0]
    return [
        _table_row(line, heading, cells) for line, cells in rows[1:] if any(map(str.strip, cells))
    ]


def _read_rows(body: str, delimiter: str, skipped: int) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    last_line = skipped
    try:
        for cells in reader:
            start, last_line = last_line + 1, reader.line_num + skipped
            rows.append((last_line, cells))
    except csv.Error as error:
        raise FeedUnreadable(
            "csv_malformed",
            f"The table cannot be read at line {reader.line_num + skipped} ({error}). "
            "Export it again as CSV.",
        ) from error
    if rows and body.count('"') % 2 and rows[-1][0] > start:
        raise FeedUnreadable(
            "csv_quotes",
            f"A quotation mark opened near line {start} is never closed, so the rows after "
            "it run together. Export the table again as CSV.",
        )
    return rows


def _table_row(line: int, heading: Sequence[object], cells: Sequence[object]) -> TableRow:
    named: dict[str, object] = {}
    for name, cell in zip(heading, cells, strict=False):
        if name and named.get(str(name)) in (None, ""):
            named[str(name)] = cell
    extra = sum(1 for cell in cells[len(heading) :] if str(cell).strip())
    return TableRow(line, named, extra)


def read_sheet(values: Sequence[object]) -> list[TableRow] | None:
    """Rows of a sheet served as arrays, heading first, or None where it has no heading."""
    rows = [row if isinstance(row, list) else [] for row in values]
    if not rows or not is_heading(rows[0]):
        return None
    return [
        _table_row(number, rows[0], row)
        for number, row in enumerate(rows[1:], 2)
        if any(str(cell).strip() for cell in row if cell is not None)
    ]
