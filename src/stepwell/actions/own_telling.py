"""Telling a member's program what they agreed beforehand, when an entry of their app says it.

Each thing told opens one safety path. See docs/sharing.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from stepwell.actions.own_record_holding import hold_own_record
from stepwell.actions.safety_paths import open_as_agreed
from stepwell.domain.access.actor import Actor
from stepwell.domain.recovery.telling import (
    SETTING,
    Cause,
    Chosen,
    Since,
    Written,
    agreed_by_all,
    agreed_in,
    agreed_since,
    can_be_told,
    causes_in,
    newly_said,
    told_words,
)
from stepwell.domain.safety.paths import PathStatus
from stepwell.queries.own_entries import versions_by_record
from stepwell.queries.registers import today_of
from stepwell.queries.sobriety import counting_rules
from stepwell.records.care.models import ToldEvent
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import EntryVersion, TellingChoice

CONCERNS = {Cause.USE: "return-to-use", Cause.URGE: "strong-urge"}


def agreement_of(user_id: UUID | str, client: Client | None) -> Since:
    """client: the record that the program keeps. What was agreed before it began was agreed with
    somebody else, or with nobody."""
    rows = TellingChoice.objects.filter(user_id=user_id).order_by("record")
    agreed = agreed_by_all(
        {Cause(slug): datetime.fromisoformat(at) for slug, at in one.since.items()} for one in rows
    )
    return {cause: at for cause, at in agreed.items() if client is None or at >= client.created_at}


def tell_agreed(new: Sequence[EntryVersion], *, by: Actor, at: datetime) -> None:
    """After `new` was taken, in the same transaction, with the member's row held."""
    _keep_agreements(new, by=by)
    saying = {
        one.record for one in new if one.body and causes_in(one.kind, one.body, _substances())
    }
    client = hold_own_record(by) if saying else None
    if client is None or client.closed_at is not None:
        return
    since = agreement_of(by.key, client)
    fresh = {one.version for one in new}
    today, known_since = today_of(by, at), today_of(by, client.created_at)
    for record, rows in versions_by_record(by.key, saying if since else ()).items():
        versions = [_written(one, is_new=one.version in fresh) for one in rows]
        for cause, agreed_at in since.items():
            on = newly_said(versions, cause, agreed_at)
            if on and can_be_told(on, today=today, known_since=known_since):
                _tell(client, record, cause, on, by=by, at=at)


def _keep_agreements(new: Sequence[EntryVersion], *, by: Actor) -> None:
    touched = {one.record for one in new if one.kind == "setting"}
    mine = TellingChoice.objects.filter(user_id=by.key)
    known = set(mine.filter(record__in=touched).values_list("record", flat=True))
    for record, rows in versions_by_record(by.key, touched).items():
        if record not in known and not any(_is_agreement(one) for one in rows):
            continue
        since = agreed_since([_chosen(one) for one in rows])
        if since is None:
            mine.filter(record=record).delete()
            continue
        kept = {cause.value: at.isoformat() for cause, at in since.items()}
        TellingChoice.objects.update_or_create(
            user_id=by.key, record=record, defaults={"since": kept}
        )


def _substances() -> Collection[str]:
    return counting_rules().substances


def _is_agreement(one: EntryVersion) -> bool:
    return one.body is not None and one.body.get("name") == SETTING


def _chosen(one: EntryVersion) -> Chosen:
    """The clock of a phone may be ahead; nothing is agreed later than it came."""
    said = agreed_in(one.body["value"]) if _is_agreement(one) else frozenset()
    return Chosen(
        str(one.version),
        tuple(one.parents),
        min(one.made_at, one.received_at),
        None if one.body is None else said,
    )


def _written(one: EntryVersion, *, is_new: bool) -> Written:
    body = one.body or {}
    return Written(
        str(one.version),
        tuple(one.parents),
        one.made_at,
        one.received_at,
        is_new,
        causes_in(one.kind, body, _substances()),
        date.fromisoformat(body["on"]) if body else None,
    )


def _tell(client: Client, record: UUID, cause: Cause, on: date, *, by: Actor, at: datetime) -> None:
    """Once for a day, as long as nobody is on it: two drinks written down are one evening."""
    events = ToldEvent.objects.filter(client=client, on=on).select_related("path")
    waiting = (one for one in events if one.path.status == PathStatus.OPEN)
    if any(one.cause == cause and not one.path.taken_by for one in waiting):
        return
    path = open_as_agreed(client, CONCERNS[cause], words=told_words(cause, on), by=by, at=at)
    ToldEvent.objects.create(
        client=client, path=path, entry=record, cause=cause.value, on=on, told_at=at
    )
