"""Handing the screen to a client for one paper, and taking it back.

The state is a column of the session's row and no part of its data: whatever else a request that
is under way writes into the session, it cannot open the screen again.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.sessions import confirm_session
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.handing_over import HandedOver, Paper, PaperEnd, parse_handed_over
from stepwell.domain.access.policies.consents import (
    check_can_give_notice,
    check_can_keep_consents,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.consents import as_consent, found_consent
from stepwell.records.accounts.models import UserSession


class HandOverRefused(Exception):
    """Why the screen was not handed over, or not taken back; fit to show."""


@transaction.atomic
def hand_over_consent(consent_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """From now on this sign-in opens nothing but the page where the consent is signed.

    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such consent.
        HandOverRefused: it is signed, or the screen is handed over already.
    """
    row = found_consent(by, consent_id, is_own=False)
    check_can_keep_consents(by, facts_of(row.client, by, at))
    if as_consent(row).signed_at() is not None:
        raise HandOverRefused("It is signed already.")
    _hand_over(HandedOver(Paper.CONSENT, str(row.pk), str(row.client_id)), by=by, at=at)


@transaction.atomic
def hand_over_notice(client_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """The same for the patient notice and its receipt. Raises as `hand_over_consent`."""
    client = client_of(by, client_id)
    check_can_give_notice(by, facts_of(client, by, at))
    _hand_over(HandedOver(Paper.NOTICE, str(client.pk), str(client.pk)), by=by, at=at)


@transaction.atomic
def end_paper(end: PaperEnd, *, by: Actor) -> None:
    """The client is done; the screen stays locked. Without a handed-over screen nothing is kept.

    What was signed is told by its own event.
    """
    session = _held_session(by)
    if session is not None and (held := parse_handed_over(session.handed_over)):
        session.handed_over = held.ended(end).as_text()
        session.save(update_fields=["handed_over"])


@transaction.atomic
@told_last()
def take_back(
    request: HttpRequest, *, method: str, is_two_factors: bool, by: Actor, at: datetime
) -> HandedOver:
    """The same person has proved who they are: everything opens again, under a new cookie.

    Args:
        method: as in the audit event `stepped_up`.

    Returns:
        What was handed over.

    Raises:
        HandOverRefused: the screen is not handed over.
    """
    session = _held_session(by)
    held = parse_handed_over(session.handed_over) if session else None
    if session is None or held is None:
        raise HandOverRefused("The screen is back already.")
    session.handed_over = ""
    session.save(update_fields=["handed_over"])
    confirm_session(request, method=method, is_two_factors=is_two_factors, by=by, at=at)
    details: dict[str, object] = {"paper": held.paper, "end": held.end, "method": method}
    _record("screen.taken_back", held, details, by=by, at=at)
    return held


def _hand_over(held: HandedOver, *, by: Actor, at: datetime) -> None:
    open_one = UserSession.objects.filter(
        key_digest=by.session_key_digest, user_id=by.key, ended_at=None, handed_over=""
    )
    if not open_one.update(handed_over=held.as_text()):
        raise HandOverRefused("This screen is handed over already, or nobody is signed in here.")
    _record("screen.handed_over", held, {"paper": held.paper}, by=by, at=at)


def _held_session(by: Actor) -> UserSession | None:
    return (
        UserSession.objects.filter(key_digest=by.session_key_digest, ended_at=None)
        .exclude(handed_over="")
        .select_for_update()
        .first()
    )


def _record(
    event: str, held: HandedOver, details: dict[str, object], *, by: Actor, at: datetime
) -> None:
    client = RecordRef("client", held.client_id)
    record_event(event, by=by, at=at, record=client, details=details)
