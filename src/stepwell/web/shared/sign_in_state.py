"""What the session says about the sign-in, under the names records.accounts.session_store has."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

CONFIRMED_AT = "confirmed_at"
CONFIRMED_BY = "confirmed_by"
SECOND_FACTOR = "has_second_factor"
ORGANIZATION = "organization_id"
KIND = "kind"
STAFF = "staff"


def kind_of(request: HttpRequest) -> str:
    """As in domain.access.session_limits; the strictest where nothing was said."""
    return str(request.session.get(KIND, STAFF))


def has_second_factor(request: HttpRequest) -> bool:
    """Signed in with two factors (a passkey is both); the demo lets its staff off."""
    return bool(request.session.get(SECOND_FACTOR)) or settings.SKIP_SECOND_FACTOR


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the person has lately proved who they are."""
    confirmed_at = float(request.session.get(CONFIRMED_AT, 0))
    passed = timezone.now().timestamp() - confirmed_at
    return 0 <= passed < settings.CONFIRMED_FOR.total_seconds()


def is_confirmed_by_passkey(request: HttpRequest) -> bool:
    """Whether that was with a passkey, asked for on the page that confirms."""
    return is_confirmed(request) and request.session.get(CONFIRMED_BY) == "passkey"
