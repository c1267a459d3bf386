"""What a client asks us not to share, and our answer; and legal holds on a record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.disclosing.holding import hold_disclosures_of
from stepwell.actions.notices import Told, tell_of_news
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.disclosures import (
    check_can_answer_restriction,
    check_can_ask_restriction,
    check_can_hold_client,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.consents.kinds import InformationKind, RecipientKind
from stepwell.domain.consents.storing import plain_recipients
from stepwell.domain.consents.terms import Recipient
from stepwell.queries.clients import client_of, facts_of, own_client_of
from stepwell.queries.disclosures import restriction_rows
from stepwell.queries.found import found
from stepwell.records.people.models import Client, ClientHold, Restriction

SHORTEST_WORDS = 10


class RestrictionRefused(Exception):
    """What is missing or not fit, and what to do."""


@transaction.atomic
def ask_restriction(
    client_id: UUID | str,
    *,
    words: str,
    recipient: Recipient | None = None,
    information: frozenset[InformationKind] = frozenset(),
    is_self_paid: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """
    Args:
        recipient: None for everyone; without a name, the whole class.
        information: empty for all.

    Raises:
        AccessDenied, NotFound: `by` is neither the client nor in care of them.
        RestrictionRefused: there are no words, or what was paid in full is kept from no plan.
    """
    client = client_of(by, client_id)
    check_can_ask_restriction(by, facts_of(client, by, at))
    if len(words.strip()) < SHORTEST_WORDS:
        raise RestrictionRefused("Write in a sentence what is not to be shared, and with whom.")
    if is_self_paid and (recipient is None or recipient.kind is not RecipientKind.PAYER):
        # 45 CFR 164.522(a)(1)(vi): only what is kept from a health plan must be agreed to.
        raise RestrictionRefused(
            "Paid for in full is about a health plan: choose the health plan under “With whom”, "
            "or leave that box empty."
        )
    row = Restriction.objects.create(
        client=client,
        recipient=plain_recipients((recipient,))[0] if recipient else {},
        information=sorted(information),
        is_self_paid=is_self_paid,
        words=words.strip(),
        asked_at=at,
        asked_by=by.key,
    )
    record_event(
        "restriction.asked", by=by, at=at, record=RecordRef("client", str(client.pk)), details={}
    )
    return row.pk


@transaction.atomic
def answer_restriction(
    restriction_id: UUID | str, *, is_accepted: bool, words: str = "", by: Actor, at: datetime
) -> tuple[UUID, Told]:
    """
    Returns:
        The id of the client, and how they learn of the answer.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such request.
        RestrictionRefused: it was answered already, or is refused without a reason.
    """
    hold_disclosures_of(found(restriction_rows(by), restriction_id).client_id)
    row = found(restriction_rows(by).select_related("client"), restriction_id)
    check_can_answer_restriction(by, facts_of(row.client, by, at))
    if row.ended_at is not None:
        raise RestrictionRefused("The client took this back.")
    if row.state != Restriction.State.ASKED:
        raise RestrictionRefused("This was answered already.")
    if not is_accepted and row.is_self_paid:
        raise RestrictionRefused(
            "The client paid for this in full: we may not refuse to keep it from their plan."
        )
    if not is_accepted and len(words.strip()) < SHORTEST_WORDS:
        raise RestrictionRefused("Write in a sentence why we cannot do this.")
    state = Restriction.State.ACCEPTED if is_accepted else Restriction.State.REFUSED
    row.state, row.answer_words = state, words.strip()
    row.answered_at, row.answered_by = at, by.key
    row.answer_seen_at = None
    row.save()
    told = tell_of_news(row.client, by=by, at=at)
    record_event(
        "restriction.answered",
        by=by,
        at=at,
        record=RecordRef("client", str(row.client_id)),
        details={"outcome": row.state},
    )
    return row.client_id, told


@transaction.atomic
def end_restriction(restriction_id: UUID | str, *, by: Actor, at: datetime) -> UUID:
    """The client no longer wants it kept back.

    Returns:
        The id of the client.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is none in force under this id.
    """
    scope = restriction_rows(by).filter(state=Restriction.State.ACCEPTED, ended_at=None)
    row = found(scope.select_related("client"), restriction_id)
    check_can_answer_restriction(by, facts_of(row.client, by, at))
    row.ended_at, row.ended_by = at, by.key
    row.save(update_fields=["ended_at", "ended_by"])
    record_event("restriction.ended", by=by, at=at, record=RecordRef("client", str(row.client_id)))
    return row.client_id


def ask_own_restriction(
    *,
    words: str,
    recipient: Recipient | None = None,
    information: frozenset[InformationKind] = frozenset(),
    is_self_paid: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """As ask_restriction, by the member; NotFound where no program keeps a record of them."""
    return ask_restriction(
        _own(by).pk,
        words=words,
        recipient=recipient,
        information=information,
        is_self_paid=is_self_paid,
        by=by,
        at=at,
    )


@transaction.atomic
def take_back_own_restriction(restriction_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """The member no longer wants it, answered or not; it counts at once.

    Raises:
        AccessDenied, NotFound: `by` is no member, or never asked for it.
        RestrictionRefused: it is over already.
    """
    row = found(restriction_rows(by).filter(client=_own(by)).select_for_update(), restriction_id)
    if row.ended_at is not None or row.state == Restriction.State.REFUSED:
        raise RestrictionRefused("This is over already.")
    row.ended_at, row.ended_by = at, by.key
    row.save(update_fields=["ended_at", "ended_by"])
    record_event("restriction.ended", by=by, at=at, record=RecordRef("client", str(row.client_id)))


@transaction.atomic
def set_client_hold(client_id: UUID | str, *, reason: str, by: Actor, at: datetime) -> UUID:
    """While it is in force, nothing of the client's record is erased.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such client.
        RestrictionRefused: there is no reason, or a hold is in force already.
    """
    client = client_of(by, client_id)
    check_can_hold_client(by, str(client.organization_id))
    if len(reason.strip()) < SHORTEST_WORDS:
        raise RestrictionRefused("Write in a sentence what the hold is for.")
    if ClientHold.objects.in_force_at(at).filter(client=client).exists():
        raise RestrictionRefused("A hold is in force already.")
    row = ClientHold.objects.create(client=client, since=at, reason=reason.strip(), set_by=by.key)
    record_event("client_hold.set", by=by, at=at, record=RecordRef("client", str(client.pk)))
    return row.pk


@transaction.atomic
def lift_client_hold(client_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied, NotFound, or RestrictionRefused: none is in force."""
    client = client_of(by, client_id)
    check_can_hold_client(by, str(client.organization_id))
    held = ClientHold.objects.in_force_at(at).filter(client=client)
    if not held.update(until=at, lifted_by=by.key):
        raise RestrictionRefused("No hold is in force.")
    record_event("client_hold.lifted", by=by, at=at, record=RecordRef("client", str(client.pk)))


def check_may_ask(client_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied or NotFound, before anyone writes down what is asked."""
    check_can_ask_restriction(by, facts_of(client_of(by, client_id), by, at))


def _own(by: Actor) -> Client:
    own = own_client_of(by)
    if own is None:
        raise NotFound
    return own
