"""How the app looks on someone's phone."""

from __future__ import annotations

from uuid import UUID

from stepwell.domain.access.actor import Actor
from stepwell.domain.people.app_looks import AppLook
from stepwell.records.accounts.models import OwnAppLook


def own_look(by: Actor) -> AppLook:
    """One's own choice; the look of whoever chose nothing where there is none."""
    kept = OwnAppLook.objects.filter(user_id=UUID(by.key)).values_list("name", "icon").first()
    return AppLook(*kept) if kept else AppLook()
