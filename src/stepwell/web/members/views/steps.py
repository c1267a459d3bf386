"""What a member's phone needs to know of the twelve steps that no one else may."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stepwell.actions.own_steps import waiting_steps
from stepwell.web.shared.policies import actor_of, signed_in_view


@signed_in_view
@never_cache
@require_safe
def waiting(request: HttpRequest) -> JsonResponse:
    """Numbers only. Which of them were begun, and so stay readable, the phone alone knows."""
    return JsonResponse({"waiting": waiting_steps(by=actor_of(request), at=datetime.now(UTC))})
