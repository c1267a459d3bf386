from __future__ import annotations

from datetime import datetime

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import NamesIt, one_thing
from stepwell.queries.protocols import protocol
from stepwell.records.care.models import Encounter, EpisodeOfCare, RatedSession, SessionDraw


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """A session with ana, drawn for ida; and one of cleo’s with una, drawn for nobody."""
    is_harbor = slug == "harbor"
    name, carer = ("ana", "ben") if is_harbor else ("una", "cleo")
    counselor, on = cast.users[carer], at.date()
    episode = EpisodeOfCare.objects.create(
        client=cast.client(name), first_status="active", first_level="outpatient",
        status="discharged", level="outpatient", started_on=on, ended_on=on, made_at=at,
        made_by=str(counselor.pk),
    )  # fmt: skip
    encounter = Encounter.objects.create(
        client=cast.client(name), episode=episode, kind="individual", outcome="completed", on=on,
        minutes=50, recorded_at=at, recorded_by=str(counselor.pk),
    )  # fmt: skip
    draw = SessionDraw.objects.create(
        organization=cast.organizations[slug], counselor=counselor,
        rater=cast.users["ida"] if is_harbor else counselor, since=on, until=on, seed="a",
        size=1, drawn_at=at, drawn_by=str(counselor.pk),
    )  # fmt: skip
    given = protocol("match-tsf")
    return {
        "rated session": RatedSession.objects.create(
            pk=encounter.pk, organization=cast.organizations[slug], encounter=encounter,
            counselor=counselor, protocol=given.slug, version=given.version,
            content_hash=given.content_hash, session="introduction", on=on,
            items=[["fidelity", given.definition.fidelity[0].id, ""]],
            draw=draw if is_harbor else None, made_at=at, made_by=str(counselor.pk),
        ),
    }  # fmt: skip


_SESSION = one_thing("session_id")
_PERSON = one_thing("user_id")
ARGUMENTS: dict[str, NamesIt] = {
    "staff:fidelity_session": _SESSION,
    "staff:fidelity_save": _SESSION,
    "staff:fidelity_sign": _SESSION,
    "staff:fidelity_correct": _SESSION,
    "staff:fidelity_tick": _SESSION,
    "staff:fidelity_counselor": _PERSON,
    "staff:fidelity_draw": _PERSON,
    "staff:fidelity_notes": _PERSON,
}
