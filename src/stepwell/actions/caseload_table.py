"""Reading one's caseload: the table, and what of it matters today. Who was shown is written down,
once for all that a page shows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_open_caseload
from stepwell.domain.caseload.sifting import CaseSift, Only, Whose
from stepwell.queries.caseload import Caseload, caseload

ON_TODAYS_PAGE = 8


@transaction.atomic
def read_caseload(sift: CaseSift, *, by: Actor, at: datetime, page: int = 1) -> Caseload:
    """Those in one's care, as chosen. Raises AccessDenied."""
    check_can_open_caseload(by)
    found = caseload(by, at, sift, page=page)
    _record(found, "caseload_table", by=by, at=at)
    return found


@transaction.atomic
def read_needs(*, by: Actor, at: datetime) -> Caseload:
    """The first few of one's own who need something, the most pressing first.

    Raises AccessDenied.
    """
    check_can_open_caseload(by)
    sift = CaseSift(whose=Whose.OWN, only=Only.NEEDS)
    found = caseload(by, at, sift, per_page=ON_TODAYS_PAGE)
    _record(found, "caseload_needs", by=by, at=at)
    return found


def _record(found: Caseload, part: str, *, by: Actor, at: datetime) -> None:
    rows = found.found
    record_event(
        "record.listed",
        by=by,
        at=at,
        details={
            "part": part,
            "results": rows.total,
            "clients": [str(one.id) for one in rows.rows],
        },
    )
