"""What became of records that were opened in an emergency. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.queries.glass_breaks import glass_breaks_reviewed
from stepwell.queries.pages import Page, page_of
from stepwell.queries.safety_paths import names_of
from stepwell.records.people.models import GlassBreak


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """reason: a code. words: of whoever opened it. verdict: "justified" or "questioned".

    reviewed_by: "" where that person was erased.
    """

    id: UUID
    client_name: str
    opened_by: str
    opened_at: datetime
    reason: str
    words: str
    verdict: str
    review_words: str
    reviewed_by: str
    reviewed_at: datetime | None


@transaction.atomic
def list_reviewed_glass(*, by: Actor, at: datetime, page: int = 1) -> Page[ReviewedRow]:
    """All that was opened in an emergency and looked at, the latest look first.

    Raises AccessDenied or NotFound.
    """
    listed = page_of(glass_breaks_reviewed(by), page)
    names = names_of(one.reviewed_by for one in listed.rows)
    record_event(
        "record.listed", by=by, at=at, details={"part": "glass_reviews", "results": listed.total}
    )
    return listed.told(lambda one: _row(one, names))


def _row(one: GlassBreak, names: dict[str, str]) -> ReviewedRow:
    return ReviewedRow(
        id=one.pk,
        client_name=one.client.shown_name,
        opened_by=one.user.name,
        opened_at=one.opened_at,
        reason=one.reason,
        words=one.words,
        verdict=one.verdict,
        review_words=one.review_words,
        reviewed_by=names.get(one.reviewed_by, ""),
        reviewed_at=one.reviewed_at,
    )
