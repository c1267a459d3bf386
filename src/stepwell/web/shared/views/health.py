"""Whether the process lives (/healthz) and whether it can serve (/readyz), for machines."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.queries.installation import (
    snapshot_age_seconds,
    snapshot_lag,
    worker_state,
)
from stepwell.web.shared.policies import public_view

MAX_LAG = 50
"""Directory changes the index may be behind before this server counts as not ready."""


@public_view
@never_cache
@require_safe
def alive(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    return JsonResponse({"status": "ok"})


@public_view
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    try:
        lag, worker = snapshot_lag(), worker_state(datetime.now(UTC))
        database = "ok"
    except DatabaseError:
        lag, worker, database = None, "unknown", "unreachable"
    is_ready = database == "ok" and lag is not None and lag <= MAX_LAG
    answer = {
        "status": "ok" if is_ready else "not ready",
        "database": database,
        "snapshot_lag": lag,
        # Without it pages are served as before, so it does not take this server out of service.
        "worker": worker,
        "snapshot_age_seconds": snapshot_age_seconds(settings.SNAPSHOT_PATH),
    }
    return JsonResponse(answer, status=200 if is_ready else 503)
