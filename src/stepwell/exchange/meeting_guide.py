"""Meeting Guide feeds, as JSON, as CSV or as a sheet, into meetings.

Rules: the Meeting Guide specification and what real feeds make of it. Each thing that
is mended leaves a warning on its row; nothing is dropped in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import msgspec

from stepwell.domain.meetings.types import Vocabulary
from stepwell.exchange.decoding import decode_text, refuse_files, refuse_markup
from stepwell.exchange.meeting_guide_fields import canonical_fields
from stepwell.exchange.meeting_guide_record import Record, RowRejected, as_text
from stepwell.exchange.meeting_guide_row import (
    read_meetings,
    source_key_of,
    withheld_because,
    without_contacts,
)
from stepwell.exchange.meeting_guide_shapes import SourceRow, read_rows
from stepwell.exchange.outcomes import (
    FeedOptions,
    FeedUnreadable,
    FeedWarning,
    MeetingRow,
    ParsedFeed,
    RejectedRow,
    RowOutcome,
    WithheldRow,
)
from stepwell.library.vocabularies import meeting_types

_MADE_FROM_KEY = frozenset({"slug", "url", "edit_url", "updated", "author", "last_contact"})

__all__ = ["FeedOptions", "FeedUnreadable", "ParsedFeed", "parse_feed"]


def parse_feed(data: bytes, options: FeedOptions | None = None) -> ParsedFeed:
    """Read a whole feed.

    Raises:
        FeedUnreadable: the bytes are no feed of meetings; code and message say what they
            are, where they break and what to do.
    """
    options = options or FeedOptions()
    refuse_files(data)
    text, encoding = decode_text(data)
    text = text.strip("\ufeff \t\r\n")
    refuse_markup(text)
    source = read_rows(text, options.sent_as)
    reader = _RowReader(options, meeting_types())
    reader.reserve(source.rows)
    outcomes = tuple(reader.read(row) for row in source.rows)
    notes = []
    if encoding not in ("utf-8", "utf-8-sig", "utf-16"):
        notes.append(
            FeedWarning("encoding_guessed", "", encoding, "not UTF-8: some letters may be wrong")
        )
    return ParsedFeed(source.kind, outcomes, tuple(notes))


class _RowReader:
    """Reads rows in order and remembers keys and contents met before."""

    def __init__(self, options: FeedOptions, vocabulary: Vocabulary) -> None:
        self._options = options
        self._vocabulary = vocabulary
        self._reserved: set[str] = set()
        self._used: set[str] = set()
        self._last_number: dict[str, int] = {}
        self._first_by_content: dict[bytes, int] = {}
        self._first_by_all_but_key: dict[bytes, int] = {}

    def reserve(self, rows: tuple[SourceRow, ...]) -> None:
        """Keep every row's own key for it, so that a split row cannot take it."""
        for row in rows:
            if isinstance(row.record, dict):
                self._reserved.add(source_key_of(canonical_fields(row.record)))

    def read(self, row: SourceRow) -> RowOutcome:
        if row.problem:
            return self._rejected(row, "bad_record", f"The row cannot be decoded: {row.problem}.")
        if not isinstance(row.record, dict):
            found = as_text(row.record)[:40] or "null"
            return self._rejected(
                row, "not_an_object", f"A meeting is an object with fields; here stands {found!r}."
            )
        fields = canonical_fields(row.record)
        withheld = withheld_because(fields)
        if withheld:
            return WithheldRow(
                row.row,
                row.line,
                "unpublished",
                f"Its source says it is {withheld}, so it is not listed.",
                source_key_of(fields),
            )
        content = msgspec.json.encode(row.record, order="deterministic")
        first = self._first_by_content.setdefault(content, row.row)
        if first != row.row:
            return self._rejected(
                row, "duplicate_row", f"The row is the same as row {first} in every field."
            )
        return self._listed(row, fields)

    def _listed(self, row: SourceRow, fields: Mapping[str, object]) -> RowOutcome:
        options = self._options
        record = Record(
            fields,
            phone_region=options.phone_region,
            keep_contacts=options.keep_contacts,
            is_table=row.line is not None,
        )
        alike = self._first_by_all_but_key.setdefault(_all_but_key(fields), row.row)
        if alike != row.row:
            record.warn("same_as_row", "slug", "", f"all but its key is as in row {alike}: kept")
        if row.extra:
            record.warn("cells_without_heading", "", "", f"{row.extra} cells left out")
        try:
            meetings = read_meetings(
                fields, record, options, self._vocabulary, lambda key: self._key(key, record)
            )
        except RowRejected as rejected:
            return self._rejected(row, rejected.reason, str(rejected))
        return MeetingRow(row.row, row.line, meetings, tuple(record.warnings))

    def _key(self, wished: str, record: Record) -> str:
        """The wished key if no row had it yet, else the next free one: -2, -3, …"""
        if not wished:
            wished = _key_from_name(as_text(record.raw("name")), as_text(record.raw("time")))
            record.warn("slug_missing", "slug", "", f"called {wished}")
        if wished not in self._used:
            self._used.add(wished)
            return wished
        number = self._last_number.get(wished, 1) + 1
        while (key := f"{wished}-{number}") in self._used or key in self._reserved:
            number += 1
        self._last_number[wished] = number
        if not any(warning.code == "days_split" for warning in record.warnings):
            record.warn("slug_repeated", "slug", wished, f"an earlier row has it: called {key}")
        self._used.add(key)
        return key

    def _rejected(self, row: SourceRow, reason: str, message: str) -> RejectedRow:
        record = row.record
        key = source_key_of(canonical_fields(record)) if isinstance(record, dict) else ""
        original = without_contacts(record, self._options.phone_region)
        return RejectedRow(row.row, row.line, reason, message, original, key)


def _all_but_key(fields: Mapping[str, object]) -> bytes:
    """What a reader sees of a row: its key, addresses made from it and stamps left out."""
    seen = {name: value for name, value in fields.items() if name not in _MADE_FROM_KEY}
    return msgspec.json.encode(seen, order="deterministic")


def _key_from_name(name: str, time: str) -> str:
    folded = unicodedata.normalize("NFKD", f"{name} {time}".casefold())
    words = re.findall(r"[\w]+", "".join(c for c in folded if not unicodedata.combining(c)))
    return "-".join(words)[:64].strip("-") or "meeting"
