"""What a session ended in, and the sheet that the person takes along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from stepwell.actions.auditing import record_event
from stepwell.actions.care_access import check_care_is_open, record_look
from stepwell.actions.disclosing import DisclosureRefused, Released, give_copy
from stepwell.actions.done_sessions import done_session, said_about
from stepwell.actions.session_reading import RunFacts, run_facts
from stepwell.actions.session_runs import check_run_is_open_to
from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.care.done_session import AgreedTask, DoneSession
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.session_runs import RunState
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.domain.protocols.history import Outcome
from stepwell.queries.clients import clients_of_organization
from stepwell.queries.found import found
from stepwell.queries.safety_paths import names_of
from stepwell.queries.session_runs import runs_of, standing_entries, words_of
from stepwell.records.care.models import Encounter, SessionRun
from stepwell.records.people.models import Client

IN_PERSON = "They were there, in the session."


@dataclass(frozen=True, slots=True)
class DonePage:
    """done: what was done. summary: what they talked about, in plain words. encounter_id: that a
    note can be written about."""

    run: RunFacts
    client_id: UUID
    code: str
    name: str
    encounter_id: UUID | None
    done: DoneSession
    summary: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Summary:
    """For the person: nothing clinical, nothing that says what the program is."""

    words: str
    tasks: tuple[AgreedTask, ...]
    next_at: datetime | None
    minutes: int
    room: str
    released: Released


@transaction.atomic
def open_done(run_id: UUID | str, *, by: Actor, at: datetime) -> DonePage:
    """Raises AccessDenied, or NotFound also where it has not ended."""
    row = found(_ended(by), run_id)
    check_run_is_open_to(row, by=by, at=at, is_change=False)
    client = row.client
    assert client is not None  # those without were left out
    record_look(client.pk, "session", by=by, at=at)
    said = words_of(standing_entries(row), client.pk)
    coming = row.next_appointment
    return DonePage(
        run_facts(row, names_of([row.started_by]), at),
        client.pk,
        reference_of(str(client.pk)),
        client.shown_name,
        row.encounter_id,
        done_session(row, client),
        said.get("summary", "").strip(),
        coming.starts_at if coming else None,
    )


def print_summary(
    run_id: UUID | str, client_id: UUID | str | None = None, *, by: Actor, at: datetime
) -> Summary:
    """On paper for the client themselves, through the gate: it stands in the accounting.

    Args:
        client_id: which of a group; None for a session with one person.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such session that has ended.
        CareRefused: the gate lets nothing out for this client now.
    """
    refused = None
    with transaction.atomic():
        row = found(_ended(by, client_id is not None), run_id)
        client = row.client or _who_was_there(row, client_id, by)
        check_care_is_open(client, by=by, at=at, is_change=False)
        try:
            released = give_copy(
                client.pk,
                document="session_summary",
                information=frozenset({InformationKind.PLAN}),
                form=DisclosureForm.PRINT,
                how_identified=IN_PERSON,
                by=by,
                at=at,
            )
        except DisclosureRefused as refusal:
            refused = refusal  # That it was refused is written down, so this is no error yet.
        else:
            record_event(
                "record.printed",
                by=by,
                at=at,
                record=RecordRef("client", str(client.pk)),
                details={"document": "session_summary", "records": 1},
            )
    if refused is not None:
        raise CareRefused(str(refused)) from refused
    said = said_about(row, standing_entries(row), client.pk)
    coming = row.next_appointment
    return Summary(
        said.get("summary", "").strip(),
        done_session(row, client).tasks,
        coming.starts_at if coming else None,
        coming.minutes if coming else 0,
        coming.room if coming else "",
        released,
    )


def _who_was_there(row: SessionRun, client_id: UUID | str | None, by: Actor) -> Client:
    """Raises NotFound."""
    rows = Encounter.objects.standing().filter(group_event=row.group_event_id)
    there = rows.exclude(outcome=Outcome.MISSED).values("client")
    return found(clients_of_organization(by).filter(pk__in=there), client_id or "")


def _ended(by: Actor, of_group: bool = False) -> QuerySet[SessionRun]:
    frame = runs_of(by).filter(state=RunState.ENDED, client__isnull=of_group)
    return frame.select_related("next_appointment", "encounter")
