"""What a client asks for by right: taking it, answering it, and keeping to the time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.notices import Told, tell_of_news
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.rights import check_can_answer, check_can_ask
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.requests import (
    OVER,
    RequestRefused,
    State,
    check_denial,
    check_move,
    check_statement,
    check_words,
    due_on,
    extended_until,
)
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.rights import day_there, program_rules, request_of, requests_of_client
from stepwell.records.people.models import RightsRequest

Way = RightsRequest.Way


@transaction.atomic
def take_request(
    client_id: UUID | str,
    right: Right,
    *,
    words: str,
    way: str,
    by: Actor,
    at: datetime,
    includes_account: bool = False,
) -> UUID:
    """Write down what a client asks for; from now its clock runs.

    Args:
        words: for a change, what to change and why; else what the client said, or "".
        way: of RightsRequest.Way; what a member asks comes by the app.
        includes_account: an erasure also takes the member's sign-in and what is in the app.

    Raises:
        AccessDenied, NotFound: `by` may not reach this client, or there is none.
        RequestRefused: the words are missing, or the same is asked already.
    """
    client = client_of(by, client_id)
    facts = facts_of(client, by, at)
    check_can_ask(by, facts)
    if way not in Way.values or (way == Way.APP and not facts.is_self):
        raise RequestRefused("Choose how the request reached you.")
    words = words.strip()
    if right is Right.AMENDMENT:
        check_words(words, "what should be changed, and why")
    elif words:
        check_words(words, "what was asked, or leave it empty")
    same = requests_of_client(client).filter(right=right).exclude(state__in=OVER)
    if right is not Right.AMENDMENT and same.exists():
        raise RequestRefused("This was asked for already and waits for an answer.")
    clock = program_rules(client.organization_id).clock(right)
    one = RightsRequest.objects.create(
        client=client,
        right=right,
        way=way,
        words=words,
        includes_account=includes_account and right is Right.ERASURE,
        asked_at=at,
        asked_by=by.key,
        due_on=due_on(day_there(client.organization, at), clock),
    )
    _record(one, "rights.asked", {"right": right.value, "way": way}, by=by, at=at)
    return one.pk


@transaction.atomic
def grant_request(request_id: UUID | str, *, words: str = "", by: Actor, at: datetime) -> Told:
    """Agree to it. A copy or an erasure is still to be carried out; a change is made by then.

    Args:
        words: what the client is told; for a change, what was changed.

    Raises:
        AccessDenied, NotFound, RequestRefused.
    """
    one = _to_answer(request_id, by, at)
    check_move(one.as_asked(), State.GRANTED)
    words = words.strip()
    if one.right == Right.AMENDMENT:
        check_words(words, "what was changed. The person reads it")
        one.done_at, one.done_by = at, by.key
    return _answer(
        one, State.DONE if one.right == Right.AMENDMENT else State.GRANTED, words, by, at
    )


@transaction.atomic
def deny_request(
    request_id: UUID | str, *, ground: str, words: str, by: Actor, at: datetime
) -> Told:
    """Raises AccessDenied, NotFound, or RequestRefused where the law has no such ground."""
    one = _to_answer(request_id, by, at)
    check_denial(one.as_asked(), ground, words)
    one.ground = ground
    return _answer(one, State.DENIED, words.strip(), by, at)


@transaction.atomic
def extend_request(request_id: UUID | str, *, words: str, by: Actor, at: datetime) -> Told:
    """Put the answer off, once, and say why. Raises AccessDenied, NotFound, RequestRefused."""
    one = _to_answer(request_id, by, at)
    organization = one.client.organization
    clock = program_rules(organization.pk).clock(Right(one.right))
    one.due_on = extended_until(one.as_asked(), clock, words, day_there(organization, at))
    one.extended_at, one.extension_words = at, words.strip()
    one.answer_seen_at = None
    one.save()
    told = tell_of_news(one.client, by=by, at=at)
    _record(one, "rights.extended", {"right": one.right}, by=by, at=at)
    return told


@transaction.atomic
def withdraw_request(request_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """The client wants it no longer. Raises AccessDenied, NotFound, RequestRefused."""
    one = request_of(by, request_id)
    check_can_ask(by, facts_of(one.client, by, at))
    check_move(one.as_asked(), State.WITHDRAWN)
    one.state = State.WITHDRAWN
    one.done_at, one.done_by = at, by.key
    one.save()
    _record(one, "rights.answered", {"right": one.right, "state": one.state}, by=by, at=at)


@transaction.atomic
def add_statement(request_id: UUID | str, *, words: str, by: Actor, at: datetime) -> None:
    """The client's own words about a change that was denied; they go with the record from now on.

    Raises AccessDenied, NotFound, RequestRefused.
    """
    one = request_of(by, request_id)
    check_can_ask(by, facts_of(one.client, by, at))
    check_statement(one.as_asked(), words)
    one.statement, one.statement_at = words.strip(), at
    one.save()
    _record(one, "rights.stated", {}, by=by, at=at)


def settle_copies(client_id: UUID, *, by: Actor, at: datetime) -> None:
    """The copy was handed out: what asked for it is done. Called where that was allowed."""
    waiting = RightsRequest.objects.filter(client_id=client_id, right=Right.COPY)
    for one in waiting.exclude(state__in=OVER):
        one.state, one.done_at, one.done_by = State.DONE, at, by.key
        one.save()
        _record(one, "rights.answered", {"right": one.right, "state": one.state}, by=by, at=at)


def _to_answer(request_id: UUID | str, by: Actor, at: datetime) -> RightsRequest:
    one = request_of(by, request_id)
    check_can_answer(by, facts_of(one.client, by, at))
    return one


def _answer(one: RightsRequest, state: State, words: str, by: Actor, at: datetime) -> Told:
    one.state, one.answer = state, words
    one.decided_at, one.decided_by = at, by.key
    one.answer_seen_at = None
    one.save()
    told = tell_of_news(one.client, by=by, at=at)
    _record(one, "rights.answered", {"right": one.right, "state": state.value}, by=by, at=at)
    return told


def _record(
    one: RightsRequest, event: str, details: Mapping[str, object], *, by: Actor, at: datetime
) -> None:
    record_event(
        event, by=by, at=at, record=RecordRef("client", str(one.client_id)), details=details
    )
