"""Handing a person the copy of their whole record: the one way it leaves for them.

Each copy passes the gate of `actions.disclosing`, as the client’s own, and stands in the
accounting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.disclosing.own_copies import SIGNED_IN, give_copy
from stepwell.actions.disclosing.released import DisclosureRefused, Released
from stepwell.actions.record_copying import make_copy
from stepwell.actions.record_papers import as_pdf
from stepwell.actions.rights_requests import settle_copies
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.policies.rights import check_can_copy
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.exchange.record_copy import RecordCopy, as_json
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.rights import is_copy_denied, own_client
from stepwell.records.people.models import Client

SHORTEST_HOW = 5
INFORMATION = frozenset(InformationKind) - {InformationKind.COUNSELING_NOTES}
"""Counseling notes stay with their author; the copy says so."""


@dataclass(frozen=True, slots=True)
class CopyFile:
    """name: neutral, for a download folder that others see. released: what the gate let out."""

    released: Released
    name: str
    content_type: str
    content: bytes


class CopyRefused(Exception):
    """Why there is no copy, and what to do."""


@dataclass(frozen=True, slots=True)
class _Form:
    content_type: str
    leaves_as: DisclosureForm
    write: Callable[[RecordCopy], bytes]


FORMS = {
    "pdf": _Form("application/pdf", DisclosureForm.PDF, as_pdf),
    "json": _Form("application/json", DisclosureForm.EXPORT, as_json),
}


def hand_out_copy(
    client_id: UUID | str, form: str, *, how_identified: str, by: Actor, at: datetime
) -> CopyFile:
    """The whole record, for staff to give to the client who asked.

    Args:
        form: "json" or "pdf".
        how_identified: how staff know that it is the client they give it to.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        CopyRefused: there is no such form, nobody said how they know the client, or a copy was
            denied as a danger.
        PdfFailed: the paper could not be made; nothing is written down.
    """
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    check_can_copy(by, facts)
    how = how_identified.strip()
    if not facts.is_self and len(how) < SHORTEST_HOW:
        raise CopyRefused("Say how you know that it is the client you give it to.")
    return _hand_out(client, form, how=how or SIGNED_IN, is_own=facts.is_self, by=by, at=at)


def take_own_copy(form: str, *, by: Actor, at: datetime) -> CopyFile:
    """The whole record, for the member it is about, with what is in the app.

    Raises:
        AccessDenied: `by` is no member.
        CopyRefused: no program keeps a record of them, there is no such form, or a copy was
            denied as a danger.
        PdfFailed: the paper could not be made; nothing is written down.
    """
    check_has_role(by, {Role.MEMBER}, to="take a copy of their own record", rule="rights.own")
    client = own_client(by)
    if client is None:
        raise CopyRefused("No program keeps a record of you here, so there is nothing to copy.")
    return _hand_out(client, form, how=SIGNED_IN, is_own=True, by=by, at=at)


def _hand_out(
    client: Client, form: str, *, how: str, is_own: bool, by: Actor, at: datetime
) -> CopyFile:
    """A copy that goes to the person themselves; written down, and nothing of it is kept here."""
    if form not in FORMS:
        raise CopyRefused(f"There is no such form of a copy. Choose one: {', '.join(FORMS)}.")
    if is_copy_denied(client):
        raise CopyRefused(
            "A copy was denied because it could endanger someone. A second look at that can be "
            "asked for, under what was asked."
        )
    chosen, refused = FORMS[form], None
    with transaction.atomic(), told_last():
        # Before the gate writes it down: the copy does not hold the note of its own making.
        copy = make_copy(client, is_own=is_own, at=at)
        try:
            released = give_copy(
                client.pk,
                document="record_copy",
                information=INFORMATION,
                form=chosen.leaves_as,
                how_identified=how,
                by=by,
                at=at,
            )
        except DisclosureRefused as refusal:
            refused = refusal  # That it was refused is written down, so this is no error yet.
        else:
            content = chosen.write(copy)
            _record(client, form, copy, is_own=is_own, by=by, at=at)
    if refused is not None:
        raise CopyRefused(str(refused)) from refused
    return CopyFile(released, f"record-{at:%Y-%m-%d}.{form}", chosen.content_type, content)


def _record(
    client: Client, form: str, copy: RecordCopy, *, is_own: bool, by: Actor, at: datetime
) -> None:
    record_event(
        "record.exported",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={
            "format": form,
            "part": "own_copy",
            "records": sum(len(table.rows) for table in copy.tables),
        },
        reason="" if is_own else "records_request",
    )
    settle_copies(client.pk, by=by, at=at)
