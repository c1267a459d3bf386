"""Keeping, per feed, what became of the rows that are not listed as they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from stepwell.exchange.outcomes import MeetingRow, ParsedFeed, RejectedRow, WithheldRow
from stepwell.exchange.plain_text import one_line
from stepwell.records.directory.models import Feed, RowOutcome

BATCH = 1000


def keep_row_outcomes(feed: Feed, outcomes: Sequence[RowOutcome]) -> None:
    """Replace the feed's row outcomes by those of this reading. Call inside its transaction."""
    feed.outcomes.all().delete()
    RowOutcome.objects.bulk_create(outcomes, batch_size=BATCH)


def row_outcomes(feed: Feed, parsed: ParsedFeed) -> Iterator[RowOutcome]:
    """What is to be kept of a reading's rows; not stored yet."""
    for row in parsed.outcomes:
        if isinstance(row, MeetingRow):
            yield from _warnings(feed, row)
        elif isinstance(row, WithheldRow):
            yield RowOutcome(
                feed=feed,
                kind=RowOutcome.Kind.WITHHELD,
                row_number=row.row,
                code=row.reason,
                message=row.message,
            )
        else:
            yield _rejected(feed, row)


def _warnings(feed: Feed, row: MeetingRow) -> Iterator[RowOutcome]:
    for warning in row.warnings:
        yield RowOutcome(
            feed=feed,
            kind=RowOutcome.Kind.WARNING,
            row_number=row.row,
            code=warning.code,
            message=f"{warning.field}: {warning.action}",
            title=row.meetings[0].name[:300],
        )


def _rejected(feed: Feed, row: RejectedRow) -> RowOutcome:
    return RowOutcome(
        feed=feed,
        kind=RowOutcome.Kind.REJECTED,
        row_number=row.row,
        code=row.reason,
        message=row.message,
        title=one_line(str(row.original.get("name") or row.source_key))[:300],
        original=msgspec.json.encode(row.original, enc_hook=str).decode(),
    )
