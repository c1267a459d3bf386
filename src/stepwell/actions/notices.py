"""The one door through which a message leaves for a client.

The client's contact rules are asked when it is queued and again when it is sent, and the words are
those of `domain.people.notices`: no caller can add any.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from stepwell.actions.auditing import record_event
from stepwell.actions.background import enqueue
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import check_can_see_client
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.people.contact_rules import ContactRefused, ContactRules, Way
from stepwell.domain.people.contact_rules import check_may_contact as check_rules
from stepwell.domain.people.notices import NoticeKind, NoticeWords, notice_words
from stepwell.gateways.mail import Mail, MailFailed, MailRefused, send_mail
from stepwell.queries.clients import client_of, facts_of
from stepwell.records.people.models import Client, Notice

CLAIM = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=5)
MOST_TRIES = 8
"""Waits double from five minutes, so the last try is about ten hours after the first (design)."""


class Told(StrEnum):
    """How a client learns of an answer. mail: a neutral note goes out. app: only a sign where they
    look next. by_hand: someone has to give it to them.
    """

    MAIL = "mail"
    APP = "app"
    BY_HAND = "by_hand"


class NoticeRefused(Exception):
    """Why no message may be sent, fit to show whoever tried."""


@transaction.atomic
def queue_notice(client_id: UUID | str, kind: NoticeKind, *, by: Actor, at: datetime) -> UUID:
    """Put a message to a client into the queue, if the client has agreed to be reached so.

    Raises:
        AccessDenied, NotFound: `by` may not reach this client, or there is none.
        ContactRefused, NoticeRefused: the client does not want it, or left no address.
    """
    client = client_of(by, client_id)
    check_can_see_client(by, facts_of(client, by, at))
    _check_reachable(client, at)
    notice = Notice.objects.create(client=client, kind=kind, queued_at=at, queued_by=by.key)
    _record("notice.queued", notice, by=by, at=at)
    enqueue("deliver_notice", str(notice.pk))
    return notice.pk


def tell_of_news(client: Client, *, by: Actor, at: datetime) -> Told:
    """Say that there is something new, as far as the client agreed; it never says what.

    Raises AccessDenied, NotFound: `by` may not reach this client.
    """
    try:
        queue_notice(client.pk, NoticeKind.NEWS, by=by, at=at)
    except (ContactRefused, NoticeRefused):
        return Told.APP if client.member_id else Told.BY_HAND
    return Told.MAIL


def deliver_notice(notice_id: str, *, by: Actor, at: datetime) -> Notice.State:
    """Send a queued message; safe to be called twice, and by two workers at once.

    It is sent at most once unless the machine dies between sending and saying so.
    """
    if not _claim(notice_id, at):
        return Notice.State(Notice.objects.values_list("state", flat=True).get(pk=notice_id))
    notice = Notice.objects.select_related("client__organization").get(pk=notice_id)
    try:
        _check_reachable(notice.client, at)
    except (ContactRefused, NoticeRefused):
        return _settle(notice, Notice.State.WITHDRAWN, "rules", by=by, at=at)
    if settings.MAIL_SERVER is None:
        return _settle(notice, Notice.State.SHOWN, "no_mail_server", by=by, at=at)
    try:
        send_mail(_mail(notice), settings.MAIL_SERVER, at=at)
    except MailRefused:
        return _settle(notice, Notice.State.REFUSED, "mail_refused", by=by, at=at)
    except MailFailed:
        return _put_off(notice, by=by, at=at)
    return _settle(notice, Notice.State.SENT, "", by=by, at=at)


@transaction.atomic
def requeue_cut_off(*, at: datetime) -> int:
    """Messages whose sender died between taking them and saying what became of them; how many.

    Each goes back into the queue once, by a conditional update.
    """
    cut_off = Notice.objects.filter(state=Notice.State.QUEUED, claimed_until__lte=at)
    found = [
        pk
        for pk in list(cut_off.values_list("pk", flat=True))
        if Notice.objects.filter(pk=pk, claimed_until__lte=at).update(claimed_until=None)
    ]
    for pk in found:
        enqueue("deliver_notice", str(pk))
    return len(found)


def words_of(notice: Notice) -> NoticeWords:
    organization = notice.client.organization
    return notice_words(
        NoticeKind(notice.kind),
        sender_name=organization.sender_name,
        app_name=organization.app_name,
    )


def rules_of(client: Client) -> ContactRules:
    rows = getattr(client, "contact_rules", None)
    return rows.as_rules() if rows else ContactRules()


def _check_reachable(client: Client, at: datetime) -> None:
    zone = ZoneInfo(client.time_zone or client.organization.time_zone)
    check_rules(rules_of(client), Way.EMAIL, local=at.astimezone(zone))
    if not client.email:
        raise NoticeRefused("This client left no e-mail address.")
    if client.closed_at is not None or client.organization.closed_at is not None:
        raise NoticeRefused("This client’s record is closed.")


def _claim(notice_id: str, at: datetime) -> bool:
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    queued = Notice.objects.filter(free, pk=notice_id, state=Notice.State.QUEUED)
    return queued.update(claimed_until=at + CLAIM) == 1


@transaction.atomic
def _settle(
    notice: Notice, state: Notice.State, cause: str, *, by: Actor, at: datetime
) -> Notice.State:
    notice.state, notice.cause = state, cause
    notice.tries += 1
    notice.settled_at, notice.claimed_until = at, None
    notice.save()
    _record("notice.settled", notice, by=by, at=at, outcome=state.value)
    return state


def _put_off(notice: Notice, *, by: Actor, at: datetime) -> Notice.State:
    if notice.tries + 1 >= MOST_TRIES:
        return _settle(notice, Notice.State.REFUSED, "mail_failed", by=by, at=at)
    with transaction.atomic():
        wait = FIRST_WAIT * 2**notice.tries
        notice.tries += 1
        notice.claimed_until = None
        notice.save()
        enqueue("deliver_notice", str(notice.pk), run_after=at + wait)
    return Notice.State.QUEUED


def _record(event: str, notice: Notice, *, by: Actor, at: datetime, **more: str) -> None:
    record_event(
        event,
        by=by,
        at=at,
        record=RecordRef("client", str(notice.client_id)),
        details={"kind": notice.kind.replace("_", "-"), "way": Way.EMAIL.value} | more,
        organization_id=str(notice.client.organization_id),
    )


def _mail(notice: Notice) -> Mail:
    words = words_of(notice)
    return Mail(
        sender_name=notice.client.organization.sender_name,
        sender=settings.MAIL_FROM,
        recipient=notice.client.email,
        subject=words.subject,
        text=words.text,
        reference=str(notice.pk),
    )
