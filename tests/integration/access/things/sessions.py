from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import NamesIt, one_client, one_thing
from stepwell.records.care.models import SessionRun


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """One that is open, and one that has ended."""
    organization = cast.organizations[slug]
    first, second, counselor = (
        ("ana", "noel", "ben") if slug == "harbor" else ("una", "una", "cleo")
    )
    key = str(cast.users[counselor].pk)
    common = {"organization": organization, "kind": "individual", "started_by": key}
    return {
        "open session": SessionRun.objects.create(
            client=cast.client(first), started_at=at, **common
        ),
        "session that has ended": SessionRun.objects.create(
            client=cast.client(second),
            started_at=at - timedelta(hours=2),
            state="ended",
            ended_at=at - timedelta(hours=1),
            ended_by=key,
            **common,
        ),
    }


ARGUMENTS: dict[str, NamesIt] = {
    "staff:session_start": one_client,
    **{
        f"staff:session{name}": one_thing("run_id")
        for name in (
            "",
            "_save",
            "_rest",
            "_pause",
            "_go_on",
            "_stop",
            "_give_up",
            "_end",
            "_done",
            "_summary",
        )
    },
}
