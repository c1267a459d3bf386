"""Writing down that someone was refused. What was refused has been rolled back by then."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound


@transaction.atomic
def record_refusal(refusal: AccessDenied | NotFound, *, page: str, by: Actor, at: datetime) -> None:
    """page: the name of the address that was asked for, a slug, never the address itself."""
    rule = refusal.rule if isinstance(refusal, AccessDenied) else "not_found"
    record_event("access_refused", by=by, at=at, details={"rule": rule, "page": page})
