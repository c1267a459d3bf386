"""The things that addresses can name, a module for each area.

Each has ARGUMENTS, by route how an address names the thing. It may have SENDS, by route what a
form says where an empty one would be refused to everybody, and `things_of`, which makes the things
of one program, by kind: there are as many of Harbor and of Northgate.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from cast import Cast
from integration.access.table.row import of_northgate
from integration.access.things import (
    accounts,
    care,
    clients,
    consents,
    directory,
    disclosures,
    fidelity,
    help_numbers,
    matching,
    notes,
    partners,
    program,
    protocols,
    reminders,
    rights,
    safety,
    schedule,
    sessions,
)
from integration.access.things.naming import NamesIt, Sends

AREAS = (
    directory,
    accounts,
    clients,
    consents,
    partners,
    program,
    reminders,
    rights,
    disclosures,
    fidelity,
    help_numbers,
    protocols,
    safety,
    matching,
    care,
    schedule,
    sessions,
    notes,
    fidelity,
)
MAKERS = [area.things_of for area in AREAS if hasattr(area, "things_of")]

ARGUMENTS: Mapping[str, NamesIt] = {
    route: names for area in AREAS for route, names in area.ARGUMENTS.items()
}
SENDS: Mapping[str, Sends] = {
    route: sends for area in AREAS for route, sends in getattr(area, "SENDS", {}).items()
}


def things_of(cast: Cast, at: datetime) -> dict[str, UUID]:
    """The ids of all, those of Northgate under “Northgate’s …”."""
    return {
        kind if slug == "harbor" else of_northgate(kind): one.pk
        for slug in ("harbor", "northgate")
        for make in MAKERS
        for kind, one in make(cast, slug, at).items()
    }
