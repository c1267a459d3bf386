"""A page that a member hands to their counselor: the body of a record of kind `copy`.

`static/app/notebook-entries.js` makes it from a page of the notebook (`copyForCounselor`), the app
from one of the journal. It is a copy: what becomes of the page it was made from stays private.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from stepwell.domain.recovery.bodies import Body, Line, SlugOrNone

LONGEST_PAGE = 256 * 1024
"""Characters. A page of the notebook holds 256 KiB."""
Text = Annotated[str, Meta(max_length=LONGEST_PAGE)]
Title = Annotated[str, Meta(max_length=1_000)]
Row = Annotated[dict[Line, Text], Meta(max_length=100)]


class Origin(StrEnum):
    NOTEBOOK = "notebook"
    JOURNAL = "journal"


class WorksheetCopied(Body, frozen=True):
    """form: the slug of a worksheet of the steps. rows: field and what was written there."""

    form: Annotated[str, Meta(min_length=1, max_length=200)]
    rows: Annotated[tuple[Row, ...], Meta(max_length=2_000)]


class PageHanded(Body, frozen=True, kw_only=True):
    """on: the day of the page. prompt: of the protocol's session, for a page of the journal."""

    on: date
    text: Text
    title: Title = ""
    step: Annotated[int, Meta(ge=1, le=12)] | None = None
    worksheet: WorksheetCopied | None = None
    prompt: SlugOrNone = ""
    origin: Origin = msgspec.field(name="from")

    def __post_init__(self) -> None:
        rows = self.worksheet.rows if self.worksheet else ()
        if not (self.text.strip() or any(said.strip() for row in rows for said in row.values())):
            raise ValueError("there is nothing on it to hand over")
