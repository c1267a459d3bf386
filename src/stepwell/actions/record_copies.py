"""Handing a person the copy of their whole record: the one way it leaves for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.record_copying import make_copy
from stepwell.actions.rights_requests import settle_copies
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.policies.rights import check_can_copy
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.exchange.record_copy import RecordCopy, as_json
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.rights import own_client
from stepwell.records.people.models import Client


@dataclass(frozen=True, slots=True)
class CopyFile:
    """name: neutral, for a download folder that others see."""

    name: str
    content_type: str
    content: bytes


class CopyRefused(Exception):
    """Why there is no copy, and what to do."""


FORMATS = {"json": "application/json"}


def hand_out_copy(client_id: UUID | str, form: str, *, by: Actor, at: datetime) -> CopyFile:
    """The whole record, for staff to give to the client who asked.

    Args:
        form: "json" or "pdf".

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        CopyRefused: there is no such form.
    """
    with transaction.atomic():
        client = client_of(by, client_id)
        facts = facts_of(client, by, at)
        check_can_copy(by, facts)
        return _hand_out(client, form, is_own=facts.is_self, by=by, at=at)


def take_own_copy(form: str, *, by: Actor, at: datetime) -> CopyFile:
    """The whole record, for the member it is about, with what is in the app.

    Raises:
        AccessDenied: `by` is no member.
        CopyRefused: no program keeps a record of them, or there is no such form.
    """
    with transaction.atomic():
        check_has_role(by, {Role.MEMBER}, to="take a copy of their own record", rule="rights.own")
        client = own_client(by)
        if client is None:
            raise CopyRefused("No program keeps a record of you here, so there is nothing to copy.")
        return _hand_out(client, form, is_own=True, by=by, at=at)


def _hand_out(client: Client, form: str, *, is_own: bool, by: Actor, at: datetime) -> CopyFile:
    """A copy that goes to the person themselves; written down, and nothing of it is kept here."""
    if form not in FORMATS:
        raise CopyRefused(f"There is no such form of a copy. Choose one: {', '.join(FORMATS)}.")
    copy = make_copy(client, is_own=is_own, at=at)
    content = _content(copy, form)
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
    return CopyFile(f"record-{at:%Y-%m-%d}.{form}", FORMATS[form], content)


def _content(copy: RecordCopy, form: str) -> bytes:
    assert form == "json"
    return as_json(copy)
