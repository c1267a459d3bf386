"""Which shape a feed comes in: each recognizer knows one and says no to the others.

A later format joins by another `Shape` in `SHAPES`; what is no feed for us at all is
named by `refuse_unknown`, so that the reader learns what was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from stepwell.exchange.decoding import place_of
from stepwell.exchange.meeting_guide_fields import looks_like_a_meeting
from stepwell.exchange.outcomes import FeedUnreadable
from stepwell.exchange.tabular import TableRow, read_csv, read_sheet


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row as it came. record: its fields; anything else cannot be a meeting.
    problem: why the row could not be decoded, or ""."""

    row: int
    line: int | None
    record: object
    problem: str = ""
    extra: int = 0


@dataclass(frozen=True, slots=True)
class SourceRows:
    kind: str
    rows: tuple[SourceRow, ...]


_T = TypeVar("_T")
_WRAPPERS = ("meetings", "data", "results", "items", "records", "rows", "entries", "feed", "value")
_SAMPLE = 50


def read_rows(text: str, sent_as: str = "") -> SourceRows:
    """The rows of a feed's text, by the first shape that recognizes it.

    sent_as: what the server called it; only told to the reader of a refusal.

    Raises:
        FeedUnreadable: nothing does; the code and message say what the text is.
    """
    for shape in SHAPES:
        found = shape(text)
        if found is not None:
            return found
    called = f" and was sent as {sent_as}" if sent_as else ""
    raise FeedUnreadable(
        "not_json",
        f"This is neither JSON nor a table of meetings: it begins with "
        f"{text.strip()[:40]!r}{called}. Give the address of a Meeting Guide feed, or a CSV file "
        "whose first row names its columns (Name, Day, Time, …).",
    )


def _json_array(text: str) -> SourceRows | None:
    if not text.startswith("["):
        return None
    raws = _decode(text, list[msgspec.Raw])
    if not raws:
        raise FeedUnreadable(
            "no_meetings",
            "The feed is an empty list. If the source really has no meetings left, remove "
            "the feed; else ask the source to mend it.",
        )
    return SourceRows("meeting-guide-json", _checked(tuple(map(_source_row, _numbered(raws)))))


def _numbered(raws: list[msgspec.Raw]) -> Iterable[tuple[int, msgspec.Raw]]:
    return enumerate(raws, 1)


def _source_row(numbered: tuple[int, msgspec.Raw]) -> SourceRow:
    row, raw = numbered
    try:
        return SourceRow(row, None, msgspec.json.decode(raw))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return SourceRow(row, None, bytes(raw).decode(errors="replace"), str(error))


def _json_object(text: str) -> SourceRows | None:
    if not text.startswith("{"):
        return None
    wrapper = _decode(text, dict[str, object])
    values = wrapper.get("values")
    if isinstance(values, list) and (table := read_sheet(values)) is not None:
        return _from_table("meeting-guide-sheet", table)
    records = _unwrap(wrapper)
    if records is None:
        raise _unknown_object(wrapper)
    if not records:
        raise FeedUnreadable(
            "no_meetings",
            "The feed holds an empty list of meetings. If the source really has none left, "
            "remove the feed; else ask the source to mend it.",
        )
    rows = tuple(SourceRow(row, None, record) for row, record in enumerate(records, 1))
    return SourceRows("meeting-guide-json", _checked(rows))


def _csv_table(text: str) -> SourceRows | None:
    table = read_csv(text)
    if table is None:
        return None
    if not table:
        raise FeedUnreadable(
            "no_meetings",
            "The table has a heading but no rows. Check that the export is not filtered.",
        )
    return _from_table("meeting-guide-csv", table)


Shape = Callable[[str], SourceRows | None]
SHAPES: tuple[Shape, ...] = (_json_array, _json_object, _csv_table)


def _from_table(kind: str, table: list[TableRow]) -> SourceRows:
    return SourceRows(
        kind,
        tuple(
            SourceRow(row, entry.line, entry.cells, extra=entry.extra)
            for row, entry in enumerate(table, 1)
        ),
    )


def _decode(text: str, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise _malformed(text, str(error)) from error


def _malformed(text: str, message: str) -> FeedUnreadable:
    if "truncated" in message:
        return FeedUnreadable(
            "truncated",
            f"The JSON breaks off at its end ({place_of(text, len(text.encode()))}). The "
            "answer was probably cut short: fetch it again, or ask the source.",
        )
    byte = int(message.rsplit("(byte ", 1)[1].rstrip(")")) if "(byte " in message else 0
    rest = text.encode()[byte:].decode(errors="replace")
    if "trailing characters" in message:
        byte -= 1  # msgspec has read one character on
        rest = text.encode()[byte:].decode(errors="replace")
        return FeedUnreadable(
            "trailing_text",
            f"The JSON ends, but at {place_of(text, byte)} other text follows: "
            f"{rest[:40]!r}. The source has to remove it.",
        )
    what = message.removeprefix("JSON is malformed: ").split(" (byte")[0]
    return FeedUnreadable(
        "malformed_json",
        f"The JSON is malformed at {place_of(text, byte)}: {what}, near {rest[:40]!r}. The "
        "source has to mend it.",
    )


def _unwrap(value: object, depth: int = 0) -> list[object] | None:
    """The list of meetings inside wrappers such as {"data": {"meetings": […]}}."""
    if isinstance(value, list):
        return [_without_envelope(record) for record in value]
    if not isinstance(value, dict) or depth > 3:
        return None
    for name in _WRAPPERS:
        inner = next((value[key] for key in value if key.lower() == name), None)
        if isinstance(inner, list | dict) and (found := _unwrap(inner, depth + 1)) is not None:
            return found
    return None


def _without_envelope(record: object) -> object:
    """A record of a database's own answer: {"id": …, "fields": {…}} is its fields."""
    if isinstance(record, dict) and isinstance(record.get("fields"), dict):
        return {"id": record.get("id"), **record["fields"]}
    return record


def _checked(rows: tuple[SourceRow, ...]) -> tuple[SourceRow, ...]:
    """The rows, if at least one of them looks like a meeting."""
    records = [row.record for row in rows]
    if any(map(_is_bmlt, records[:_SAMPLE])):
        raise FeedUnreadable(
            "bmlt_not_supported_yet",
            "This is an answer of a BMLT server (Narcotics Anonymous), a format that is not "
            "read yet. Ask the server for its Meeting Guide form: put /client_interface/tsml/ "
            "in place of /client_interface/json/ in the address.",
        )
    if any(map(looks_like_a_meeting, records)):
        return rows
    names = sorted(
        {str(key) for record in records[:_SAMPLE] if isinstance(record, dict) for key in record}
    )
    found = f"fields {', '.join(names[:12])}" if names else f"values such as {records[0]!r:.60}"
    raise FeedUnreadable(
        "wrong_shape",
        f"This is a list, but not of meetings: it has {found}. A meeting needs at least a "
        "name, and a day, time or place.",
    )


def _is_bmlt(record: object) -> bool:
    return isinstance(record, dict) and bool(
        {"weekday_tinyint", "id_bigint", "service_body_bigint", "root_server_uri"} & record.keys()
    )


def _unknown_object(wrapper: dict[str, object]) -> FeedUnreadable:
    if wrapper.get("type") in ("FeatureCollection", "Feature"):
        return FeedUnreadable(
            "geojson",
            "This is GeoJSON, a map format. Ask the source for its Meeting Guide feed.",
        )
    said = next((wrapper[key] for key in ("message", "error", "detail") if key in wrapper), None)
    if said is not None and len(wrapper) <= 6:
        return FeedUnreadable(
            "error_answer",
            f"The source answered with an error instead of a feed: {str(said)[:120]!r}.",
        )
    names = ", ".join(sorted(map(str, wrapper))[:12]) or "nothing"
    return FeedUnreadable(
        "wrong_shape",
        f"This JSON holds {names}, and no list of meetings. A feed is a list of meetings, or "
        'an object such as {"meetings": […]}.',
    )
