"""Choosing what the app is called on one's own phone, and its icon."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.domain.access.actor import Actor
from stepwell.domain.people.app_looks import AppLook, chosen_look
from stepwell.records.accounts.models import OwnAppLook


@transaction.atomic
def choose_look(name: str, icon: str, *, by: Actor, at: datetime) -> AppLook:
    """From now on; phones that have the app on their home screen follow when they next look.

    Raises:
        AppLookRefused: see `domain.people.app_looks`.
    """
    look = chosen_look(name, icon)
    OwnAppLook.objects.update_or_create(
        user_id=UUID(by.key), defaults={"name": look.name, "icon": look.icon, "chosen_at": at}
    )
    return look
