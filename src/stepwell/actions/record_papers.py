"""The copy of a record as a paper to read: what has a value, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from stepwell.exchange.record_copy import Entry, RecordCopy, Value
from stepwell.reports.pdf import render_pdf

LONGEST = 5000
"""Signs of one value that a reader takes: more than the longest text that can be entered."""


def as_pdf(copy: RecordCopy) -> bytes:
    """Raises PdfFailed."""
    return render_pdf("record_copy", values_of(copy), at=copy.made_at)


def values_of(copy: RecordCopy) -> dict[str, Any]:
    return {
        "title": "A copy of your record",
        "author": copy.program,
        "footer": "A copy of a record, for the person it is about",
        "language": "en",
        "lines": [
            f"Kept by {copy.program}.",
            f"Copied on {copy.made_at:%B %-d, %Y}. Number of the record: {copy.record}.",
        ],
        "notice": copy.notice,
        "tables": [
            {
                "heading": table.label,
                "entries": [_said(row) for row in table.rows if _said(row)],
            }
            for table in copy.tables
        ],
        "left_out_heading": "What is not in this copy",
        "left_out": [f"{one.what}. {one.why}" for one in copy.left_out],
    }


def _said(row: list[Entry]) -> list[tuple[str, str]]:
    return [(one.label, in_words(one.value)) for one in row if one.value not in (None, "", [], {})]


def in_words(value: Value) -> str:
    """A value as a reader takes it; what is long and no text is said to be in the other form."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if (isinstance(value, dict) and value.get("encoding")) or len(str(value)) > LONGEST:
        return "See the JSON form of this copy, which holds it whole."
    if isinstance(value, list):
        return ", ".join(in_words(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(
            f"{name.replace('_', ' ')}: {in_words(one)}" for name, one in value.items()
        )
    text = str(value)
    return _day_and_time(text) or text


def _day_and_time(text: str) -> str:
    if len(text) < 10 or text[4] != "-":
        return ""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return f"{at:%B %-d, %Y}" if len(text) == 10 else f"{at:%B %-d, %Y, %H:%M} UTC"
