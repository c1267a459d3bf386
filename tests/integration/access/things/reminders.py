from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Model

from cast import Cast
from integration.access.table.row import NOTHING
from integration.access.things.naming import Arguments, NamesIt
from stepwell.records.recovery.models import ReminderCalendar

if TYPE_CHECKING:
    from integration.access.world import World

TOKEN = "a-calendar-of-a-member"


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """The calendar of ana; what it is a calendar of has no id in any address."""
    if slug == "harbor":
        ReminderCalendar.objects.create(
            user=cast.users["ana"],
            organization=cast.organizations[slug],
            changed_at=at,
            made_at=at,
            token_digest=sha256(TOKEN.encode()).hexdigest(),
        )
    return {}


def _token(world: World, thing: str, name: str) -> Arguments:
    return {"token": "none" if thing == NOTHING else TOKEN}


ARGUMENTS: dict[str, NamesIt] = {"members:reminders_feed": _token}
