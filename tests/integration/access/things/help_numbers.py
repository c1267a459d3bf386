from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model

from cast import Cast
from integration.access.table.row import NOTHING
from integration.access.things.naming import Arguments, NamesIt, one_thing
from stepwell.records.directory.models import HelpNumber

if TYPE_CHECKING:
    from integration.access.world import World


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    return {
        "help number": HelpNumber.objects.create(
            organization=cast.organizations[slug],
            name="Night line",
            phone="203-555-0199",
            hours="At night",
            position=9,
            created_at=at,
        )
    }


def _topic(world: World, thing: str, name: str) -> Arguments:
    return {"topic": "no-such" if thing == NOTHING else "overdose"}


ARGUMENTS: dict[str, NamesIt] = {
    "public:help_topic": _topic,
    "public:help_topic_es": _topic,
    "staff:help_number_change": one_thing("number_id"),
    "staff:help_number_confirm": one_thing("number_id"),
    "staff:help_number_remove": one_thing("number_id"),
}
