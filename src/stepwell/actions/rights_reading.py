"""Reading requests, what was erased and what a member may ask; every read of a person's is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.notices import rules_of
from stepwell.actions.restriction_reading import RestrictionRowView, restrictions_about
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.policies.rights import (
    can_answer,
    can_copy,
    can_decide_second_look,
    check_can_ask,
    check_can_list_requests,
    check_can_read_requests,
    check_can_see_erasures,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef, reference_of
from stepwell.domain.people.contact_rules import Way
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.requests import State, is_late
from stepwell.domain.rights.second_looks import Outcome, may_ask
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.found import found
from stepwell.queries.pages import Page, page_of
from stepwell.queries.rights import (
    day_there,
    erasures_of,
    open_requests,
    own_client,
    request_of,
    requests_of_client,
    unseen_answers,
)
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import Client, Erasure, RightsRequest, SecondLook


@dataclass(frozen=True, slots=True)
class SecondLookView:
    """outcome: None while it waits. license_words: of whoever decided."""

    words: str
    asked_at: datetime
    outcome: Outcome | None
    license_words: str
    answer: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as those see it who may.

    due_on, days_left, is_late: of the second look while one waits. days_left: negative once it is
    late. is_news: for the member, that they have not said yet that they read the answer.
    """

    id: UUID
    client_id: UUID
    client_name: str
    code: str
    right: Right
    state: State
    way: str
    words: str
    asked_at: datetime
    due_on: date
    days_left: int
    is_late: bool
    is_extended: bool
    extension_words: str
    ground: str
    answer: str
    decided_at: datetime | None
    done_at: datetime | None
    statement: str
    includes_account: bool
    is_news: bool
    may_ask_second_look: bool
    second_look: SecondLookView | None

    @property
    def may_add_statement(self) -> bool:
        is_denied = self.right is Right.AMENDMENT and self.state is State.DENIED
        return is_denied and not self.statement

    @property
    def is_open(self) -> bool:
        return self.state in {State.OPEN, State.GRANTED}

    @property
    def awaits_second_look(self) -> bool:
        return self.second_look is not None and not self.second_look.outcome


@dataclass(frozen=True, slots=True)
class RequestPage:
    """may_answer, may_look_again: whether whoever looks may."""

    row: RequestRow
    may_answer: bool
    may_look_again: bool


@dataclass(frozen=True, slots=True)
class ClientRightsPage:
    """rows: None for whoever may write a request down but not read any. restrictions: how many of
    what they asked to keep back wait for an answer.
    """

    client_id: UUID
    code: str
    name: str
    is_closed: bool
    may_copy: bool
    may_answer: bool
    rows: list[RequestRow] | None
    restrictions: int


@dataclass(frozen=True, slots=True)
class OwnRights:
    """For a member. program: "" where no program keeps a record of them."""

    program: str
    rows: list[RequestRow]
    restrictions: tuple[RestrictionRowView, ...] = ()

    @property
    def has_news(self) -> bool:
        return any(row.is_news for row in self.rows) or any(
            one.is_news for one in self.restrictions
        )


@dataclass(frozen=True, slots=True)
class Remaining:
    """What stayed. until: None while no day is known. rows: how many, 0 where nobody counted."""

    part: Part
    until: date | None
    source: str
    note: str
    rows: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was erased, what stayed and why; it names nobody. went: how many rows."""

    id: UUID
    code: str
    cause: str
    at: datetime
    parts: tuple[Part, ...]
    went: int
    remains: tuple[Remaining, ...]
    backups_gone_on: date | None
    repeated_at: datetime | None


@transaction.atomic
def list_requests(*, by: Actor, at: datetime, page: int = 1) -> Page[RequestRow]:
    """Those that wait, of clients in one's care, the most urgent first. Raises AccessDenied."""
    check_can_list_requests(by)
    organization = Organization.objects.get(pk=by.organization_id)
    today = day_there(organization, at)
    listed = page_of(open_requests(by, at), page).told(lambda one: _row(one, today))
    record_event(
        "record.listed", by=by, at=at, details={"part": "requests", "results": listed.total}
    )
    return listed


@transaction.atomic
def open_request(request_id: UUID | str, *, by: Actor, at: datetime) -> RequestPage:
    """Raises AccessDenied, NotFound."""
    one = request_of(by, request_id)
    facts = facts_of(one.client, by, at)
    check_can_read_requests(by, facts)
    _viewed(one.client, by=by, at=at)
    row = _row(one, day_there(one.client.organization, at))
    return RequestPage(
        row,
        may_answer=can_answer(by, facts),
        may_look_again=can_decide_second_look(by, facts, denied_by=one.decided_by),
    )


@transaction.atomic
def open_client_rights(client_id: UUID | str, *, by: Actor, at: datetime) -> ClientRightsPage:
    """Raises AccessDenied, NotFound."""
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    check_can_ask(by, facts)
    may_copy = can_copy(by, facts)
    rows, waiting = None, 0
    if may_copy:
        waiting = sum(one.is_waiting for one in restrictions_about(client, by))
        today = day_there(client.organization, at)
        rows = [_row(one, today) for one in requests_of_client(client)]
    _viewed(client, by=by, at=at)
    return ClientRightsPage(
        client_id=client.pk,
        code=reference_of(str(client.pk)),
        name=client.shown_name,
        is_closed=client.closed_at is not None,
        may_copy=may_copy,
        may_answer=can_answer(by, facts),
        rows=rows,
        restrictions=waiting,
    )


@transaction.atomic
def open_own_rights(*, by: Actor, at: datetime) -> OwnRights:
    """Raises AccessDenied for whoever is no member."""
    check_has_role(by, {Role.MEMBER}, to="ask about their own record", rule="rights.own")
    client = own_client(by)
    if client is None:
        return OwnRights("", [])
    today = day_there(client.organization, at)
    rows = [_row(one, today) for one in requests_of_client(client)]
    _viewed(client, by=by, at=at)
    return OwnRights(client.organization.name, rows, restrictions_about(client, by))


def has_news(*, by: Actor) -> bool:
    """Whether the page of a member's rights has an answer they have not read, and they want signs
    in the app. False for everybody else.
    """
    client = own_client(by) if Role.MEMBER in by.roles else None
    if client is None or Way.IN_APP not in rules_of(client).ways:
        return False
    return any(unseen.exists() for unseen in unseen_answers(client))


def list_erasures(*, by: Actor, page: int = 1) -> Page[Certificate]:
    """The newest first. Raises AccessDenied."""
    check_can_see_erasures(by)
    rows = erasures_of(by).order_by("-carried_out_at", "-pk")
    return page_of(rows, page).told(_certificate)


def open_certificate(erasure_id: UUID | str, *, by: Actor) -> Certificate:
    """Raises AccessDenied, NotFound."""
    check_can_see_erasures(by)
    return _certificate(found(erasures_of(by), erasure_id))


def _row(one: RightsRequest, today: date) -> RequestRow:
    asked, look = one.as_asked(), getattr(one, "second_look", None)
    awaits = look is not None and not look.outcome
    due = look.due_on if awaits and look else one.due_on
    return RequestRow(
        id=one.pk,
        client_id=one.client_id,
        client_name=one.client.shown_name,
        code=reference_of(str(one.client_id)),
        right=asked.right,
        state=asked.state,
        way=one.way,
        words=one.words,
        asked_at=one.asked_at,
        due_on=due,
        days_left=(due - today).days,
        is_late=today > due if awaits else is_late(asked, today),
        is_extended=asked.is_extended,
        extension_words=one.extension_words,
        ground=one.ground,
        answer=one.answer,
        decided_at=one.decided_at,
        done_at=one.done_at,
        statement=one.statement,
        includes_account=one.includes_account,
        is_news=one.answer_seen_at is None and bool(one.decided_at or one.extended_at),
        may_ask_second_look=may_ask(asked, one.ground, has_asked=look is not None),
        second_look=_look(look) if look else None,
    )


def _look(one: SecondLook) -> SecondLookView:
    return SecondLookView(
        words=one.words,
        asked_at=one.asked_at,
        outcome=Outcome(one.outcome) if one.outcome else None,
        license_words=one.license_words,
        answer=one.answer,
        decided_at=one.decided_at,
    )


def _certificate(one: Erasure) -> Certificate:
    return Certificate(
        id=one.pk,
        code=reference_of(str(one.client_id or one.account_id)),
        cause=one.cause,
        at=one.carried_out_at,
        parts=tuple(part for part in Part if part in set(one.parts)),
        went=sum(one.rows.values()),
        remains=tuple(_remaining(told) for told in one.remains),
        backups_gone_on=one.backups_gone_on,
        repeated_at=one.repeated_at,
    )


def _remaining(told: dict[str, Any]) -> Remaining:
    return Remaining(
        part=Part(told["part"]),
        until=date.fromisoformat(told["until"]) if told["until"] else None,
        source=told["source"],
        note=told["note"],
        rows=told["rows"],
    )


def _viewed(client: Client, *, by: Actor, at: datetime) -> None:
    record_event(
        "record.viewed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"part": "requests"},
    )
