"""Making the database refuse changes to the trail again, where something took that away."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.records.audit import protection


@transaction.atomic
def protect_trail(*, by: Actor, at: datetime) -> list[str]:
    """Put missing triggers back, on the record; the names of those that were missing.

    Raises:
        AccessDenied: only an administrator of the installation may.
    """
    if not by.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can protect its trails.",
            rule="trail.protect",
        )
    missing = protection.missing(connection)
    if missing:
        with connection.cursor() as cursor:
            protection.install(cursor, connection.vendor)
        details = {"triggers": len(missing)}
        record_event("audit.protected", by=by, at=at, organization_id="", details=details)
    return missing
