"""A second look at a denied copy: asking for it, and deciding it by someone who had no part."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.notices import Told, tell_of_news
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.rights import check_can_ask, check_can_decide_second_look
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.rights.requests import RequestRefused, State, check_words, due_on
from stepwell.domain.rights.second_looks import CLOCK, Outcome, check_ask, check_decide
from stepwell.queries.clients import facts_of
from stepwell.queries.rights import day_there, request_of
from stepwell.records.people.models import RightsRequest, SecondLook


@transaction.atomic
def ask_second_look(request_id: UUID | str, *, words: str, by: Actor, at: datetime) -> None:
    """The client wants the denial looked at again; somebody else of the program will.

    Args:
        words: what they say to it, or "".

    Raises:
        AccessDenied, NotFound.
        RequestRefused: this denial has no second look, or it was asked for.
    """
    one = request_of(by, request_id)
    check_can_ask(by, facts_of(one.client, by, at))
    check_ask(one.as_asked(), one.ground, has_asked=second_look_of(one) is not None)
    words = words.strip()
    if words:
        check_words(words, "what you say to the denial, or leave it empty")
    SecondLook.objects.create(
        request=one,
        words=words,
        asked_at=at,
        asked_by=by.key,
        due_on=due_on(day_there(one.client.organization, at), CLOCK),
    )
    _record(one, "rights.second_look_asked", {}, by=by, at=at)


@transaction.atomic
def decide_second_look(
    request_id: UUID | str,
    *,
    outcome: str,
    license_words: str,
    words: str,
    by: Actor,
    at: datetime,
) -> Told:
    """What the second look comes to. Granted, the copy is to be handed out.

    Args:
        outcome: of Outcome.
        license_words: the license of `by`, as they write it.
        words: what the client is told.

    Raises:
        AccessDenied: `by` may not answer, or had a part in the denial.
        NotFound.
        RequestRefused: nothing waits, or something is missing.
    """
    one = request_of(by, request_id)
    check_can_decide_second_look(by, facts_of(one.client, by, at), denied_by=one.decided_by)
    look = second_look_of(one)
    if look is None:
        raise RequestRefused("Nobody asked for a second look.")
    check_decide(
        is_decided=bool(look.outcome), outcome=outcome, license_words=license_words, words=words
    )
    look.outcome, look.answer = outcome, words.strip()
    look.license_words = license_words.strip()
    look.decided_at, look.decided_by = at, by.key
    look.save()
    if outcome == Outcome.GRANTED:
        one.state = State.GRANTED
    one.answer_seen_at = None
    one.save()
    told = tell_of_news(one.client, by=by, at=at)
    _record(one, "rights.second_look_decided", {"outcome": outcome}, by=by, at=at)
    return told


def second_look_of(one: RightsRequest) -> SecondLook | None:
    return SecondLook.objects.filter(request=one).first()


def _record(
    one: RightsRequest, event: str, details: dict[str, object], *, by: Actor, at: datetime
) -> None:
    record = RecordRef("client", str(one.client_id))
    record_event(event, by=by, at=at, record=record, details=details)
