from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import NamesIt, Sends, one_thing
from stepwell.records.accounts.models import RoleAssignment, Site
from stepwell.records.people.models import Team


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    organization = cast.organizations[slug]
    holder = cast.users["gil" if slug == "harbor" else "cleo"]
    return {
        "role": RoleAssignment.objects.get(user=holder),
        "team": Team.objects.get_or_create(organization=organization, name="Day team")[0],
        "site": Site.objects.create(organization=organization, name="Mill Street"),
    }


SENDS: dict[str, Sends] = {
    "staff:team_leave": lambda world: {"user": str(world.users["ben"].pk)},
}

ARGUMENTS: dict[str, NamesIt] = {
    "staff:people_end_role": one_thing("assignment_id"),
    "staff:team_leave": one_thing("team_id"),
    "staff:program_site_close": one_thing("site_id"),
}
