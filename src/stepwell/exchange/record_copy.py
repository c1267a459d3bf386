"""The copy of a person's whole record that is handed to them, as JSON with a documented shape.

`docs/record-copy.schema.json` is made from these types by `scripts/write_copy_schema.py`; a test
compares.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

FORMAT = "stepwell.record-copy/1"

Value = str | int | float | bool | list[Any] | dict[str, Any] | None


class Entry(msgspec.Struct, frozen=True):
    """One value. name: stable, for programs. label: for people. kind: of `FieldClass`."""

    name: str
    label: str
    kind: str
    value: Value


class Table(msgspec.Struct, frozen=True):
    """All rows of one kind, the oldest first. part: as in the times to be kept."""

    name: str
    label: str
    part: str
    rows: list[list[Entry]]


class LeftOut(msgspec.Struct, frozen=True):
    """What is not in the copy, and why."""

    what: str
    why: str


class RecordCopy(msgspec.Struct, frozen=True):
    """program: whose record it is. record: the opaque id that the program knows it by.

    is_part_2: the record is protected by 42 CFR Part 2, and stays so wherever it goes.
    notice: what follows from that for whoever gets it, in words.
    """

    format: str
    made_at: datetime
    program: str
    record: str
    is_part_2: bool
    notice: str
    tables: list[Table]
    left_out: list[LeftOut]


def as_json(copy: RecordCopy) -> bytes:
    return msgspec.json.format(msgspec.json.encode(copy), indent=1)


def from_json(data: bytes) -> RecordCopy:
    """Raises msgspec.ValidationError where it is no copy of this format."""
    return msgspec.json.decode(data, type=RecordCopy)


def schema() -> bytes:
    """The JSON Schema of a copy."""
    told = msgspec.json.schema(RecordCopy) | {"title": FORMAT}
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def plain(value: object) -> Value:
    """A value of a record as JSON has it. Raises TypeError for what it has no way to say."""
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | frozenset | set):
        return sorted(value)
    raise TypeError(f"A copy cannot say a {type(value).__name__}.")
