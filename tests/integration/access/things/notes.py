from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import NamesIt, one_client, one_thing
from stepwell.records.care.models import Encounter, EpisodeOfCare, ProgressNote
from stepwell.records.counseling_notes.models import CounselingNote


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """A signed note of dana’s on noel, of cleo’s on una, and a counseling note kept apart."""
    name, carer = ("noel", "dana") if slug == "harbor" else ("una", "cleo")
    client, key = cast.client(name), str(cast.users[carer].pk)
    episode = EpisodeOfCare.objects.create(
        client=client, first_status="active", first_level="outpatient", status="discharged",
        level="outpatient", started_on=at.date(), ended_on=at.date(), made_at=at, made_by=key,
    )  # fmt: skip
    first, second = (
        Encounter.objects.create(
            client=client, episode=episode, kind="individual", outcome="completed", on=at.date(),
            minutes=50, recorded_at=at, recorded_by=key,
        )
        for _ in range(2)
    )  # fmt: skip
    other = str(cast.users["ben"].pk if slug == "harbor" else uuid4())
    return {
        "note to sign twice": ProgressNote.objects.create(
            client=client, encounter=second, text="Went.", begun_at=at, begun_by=other,
            saved_at=at, saved_by=other, signed_at=at, signed_by=other, needs_cosigning=True,
        ),
        "note": ProgressNote.objects.create(
            client=client, encounter=first, text="Came.", begun_at=at, begun_by=key,
            saved_at=at, saved_by=key, signed_at=at, signed_by=key,
        ),
        "own note": CounselingNote.objects.create(
            client=client, author=cast.users[carer], text="Mine.", written_at=at, saved_at=at
        ),
    }  # fmt: skip


_NOTE = one_thing("note_id")
ARGUMENTS: dict[str, NamesIt] = {
    "staff:client_notes": one_client,
    "staff:note_start": one_thing("encounter_id"),
    "staff:note": _NOTE,
    "staff:note_sign": _NOTE,
    "staff:note_add": _NOTE,
    "staff:note_cosign": _NOTE,
    "staff:client_own_notes": one_client,
    "staff:client_own_note": _NOTE,
    "staff:client_own_note_destroy": _NOTE,
}
