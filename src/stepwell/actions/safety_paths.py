"""Opening a safety path and every deed on it. Each is one event more, checked by the rules."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.policies.clients import check_can_see_client
from stepwell.domain.access.policies.safety import (
    check_can_open_path,
    check_can_review_path,
    check_can_see_path,
    check_can_take_path,
)
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.safety.path_rules import Opener
from stepwell.domain.safety.paths import (
    Disposition,
    EventKind,
    PathEvent,
    PathRefused,
    PathState,
    PathStatus,
    after,
    open_steps,
)
from stepwell.queries.clients import clients_of_organization, facts_of
from stepwell.queries.found import found
from stepwell.queries.safety_library import rules_in_use
from stepwell.queries.safety_paths import (
    client_in_scope,
    details_of,
    path_facts,
    paths_of,
    read_path,
)
from stepwell.records.care.models import SafetyPath, SafetyPathEvent
from stepwell.records.people.models import Client

CRISIS_TAP = "crisis-tap"
SCORE = "score"
WORRIED = "counselor-concern"


@transaction.atomic
def open_concern(
    concern: str,
    *,
    client_id: UUID | str | None = None,
    who: str = "",
    words: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Open a path over someone who may be in danger.

    Args:
        concern: a slug of the rules, one that `by` can open.
        client_id: whom it is about; None where nobody knows.
        who: how to find them, then.
        words: what was seen or heard.

    Raises:
        AccessDenied, NotFound: `by` may not open it, or there is no such client.
        PathRefused: the concern is none, or it says neither who nor how to find them.
    """
    rules = rules_in_use()
    try:
        kind = rules.concern_named(concern)
    except KeyError:
        raise PathRefused("Choose what worries you from the list.") from None
    client = client_in_scope(by, client_id)
    facts = facts_of(client, by, at) if client is not None else None
    check_can_open_path(by, kind.opened_by, facts)
    if client is None and not who.strip():
        raise PathRefused(
            "Choose who it is, or write how to find them: where they are and what they wear."
        )
    return _opened(concern, client=client, who=who, words=words, by=by, at=at).pk


@transaction.atomic
def ask_for_help(*, words: str = "", by: Actor, at: datetime) -> UUID:
    """A member's own tap. A second one while a path from the first is open is kept on that path.

    Raises:
        AccessDenied: `by` is no member, or no program keeps a record of them.
    """
    check_has_role(by, {Role.MEMBER}, to="ask their program for help", rule="safety.ask")
    client = clients_of_organization(by).filter(member_id=UUID(by.key)).first()
    if client is None:
        raise AccessDenied(
            "No program keeps a record of you here, so nobody would read this. Call 988 or 911.",
            rule="safety.ask",
        )
    waiting = paths_of(by).filter(client=client).exclude(status=PathStatus.CLOSED)
    mine = next((one for one in waiting if one.concern == CRISIS_TAP), None)
    if mine is not None:
        _write(mine, PathEvent(EventKind.TAPPED, at, by.key, words=words.strip()), by=by)
        return mine.pk
    return _opened(CRISIS_TAP, client=client, words=words, by=by, at=at).pk


@transaction.atomic
def take_path(path_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Say "I am on it"; whoever takes it later takes it over.

    Raises AccessDenied, NotFound, or PathRefused where it is over.
    """
    row = _held(by, path_id)
    check_can_take_path(by, path_facts(row, by, at))
    _write(row, PathEvent(EventKind.TAKEN, at, by.key), by=by)


@transaction.atomic
def settle_step(
    path_id: UUID | str, step: str, *, words: str = "", is_waived: bool, by: Actor, at: datetime
) -> None:
    """Say that a step is done, or left out and why.

    Raises AccessDenied, NotFound, or PathRefused where the path asks for no such step.
    """
    row = _seen(path_id, by, at)
    kind = EventKind.WAIVED if is_waived else EventKind.DONE
    _write(row, PathEvent(kind, at, by.key, step=step, words=words.strip()), by=by)


@transaction.atomic
def dispose_path(path_id: UUID | str, how: Disposition, *, by: Actor, at: datetime) -> None:
    """Write how it ended; a supervisor then signs it off.

    Raises AccessDenied, NotFound, or PathRefused where a step is open or something is missing.
    """
    row = _seen(path_id, by, at)
    _write(row, PathEvent(EventKind.DISPOSED, at, by.key, disposition=how), by=by)


@transaction.atomic
def review_path(
    path_id: UUID | str, *, is_signed_off: bool, words: str = "", by: Actor, at: datetime
) -> None:
    """Sign a path off, or give it back and say what is missing.

    Raises AccessDenied, NotFound, or PathRefused where there is nothing to sign off or it
    is one's own.
    """
    row = _held(by, path_id)
    check_can_review_path(by, path_facts(row, by, at))
    kind = EventKind.SIGNED_OFF if is_signed_off else EventKind.RETURNED
    _write(row, PathEvent(kind, at, by.key, words=words.strip()), by=by)


@transaction.atomic
def check_may_review(path_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Raises AccessDenied or NotFound, before anyone is asked for words."""
    check_can_review_path(by, path_facts(found(paths_of(by), path_id), by, at))


@transaction.atomic
def name_client(path_id: UUID | str, client_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Say who it is on a path that was opened over someone unknown.

    Raises AccessDenied, NotFound, or PathRefused where it is known already.
    """
    row = _seen(path_id, by, at)
    if row.client_id is not None:
        raise PathRefused("It is known already who this is.")
    client = client_in_scope(by, client_id)
    if client is None:
        raise PathRefused("Choose who it is.")
    check_can_see_client(by, facts_of(client, by, at))
    row.client = client
    row.save(update_fields=["client"])
    _write(row, PathEvent(EventKind.NAMED, at, by.key), by=by)


def settle_for_client(client: Client, step: str, *, by: Actor, at: datetime) -> None:
    """Mark a step as done on every open path of the client that asks for it."""
    for row in paths_of(by).select_for_update().filter(client=client, status=PathStatus.OPEN):
        read = read_path(row)
        if step in {one.slug for one in open_steps(read.rules, read.state)}:
            _write(row, PathEvent(EventKind.DONE, at, by.key, step=step), by=by)


def screen_path(row: SafetyPath, event: PathEvent, *, by: Actor) -> None:
    """Keep the screener's level on a path, and its step as done where the path asks for it."""
    state = _write(row, event, by=by)
    read = read_path(row)
    if "screen" in {one.slug for one in open_steps(read.rules, state)}:
        _write(row, PathEvent(EventKind.DONE, event.at, event.by, step="screen"), by=by)


def open_for_score(client: Client, *, words: str, by: Actor, at: datetime) -> SafetyPath:
    """A path that a questionnaire's answers ask for; whoever may write the answers may open it."""
    return _opened(SCORE, client=client, words=words, by=by, at=at)


def open_as_agreed(
    client: Client, concern: str, *, words: str, by: Actor, at: datetime
) -> SafetyPath:
    """A path over what the member agreed beforehand to tell; they may tell it of themselves.

    concern: one of the rules; older rules that a program stays with may not have it.
    """
    known = {one.slug for one in rules_in_use().concern}
    kind = concern if concern in known else WORRIED
    return _opened(kind, client=client, words=words, by=by, at=at)


def openers_of(by: Actor) -> tuple[Opener, ...]:
    """In which of the ways `by` can open a concern."""
    care = by.roles & {Role.COUNSELOR, Role.SUPERVISOR}
    desk = Role.FRONT_DESK in by.roles
    return (*((Opener.CARE,) if care else ()), *((Opener.DESK,) if desk else ()))


def _opened(
    concern: str, *, client: Client | None, words: str, by: Actor, at: datetime, who: str = ""
) -> SafetyPath:
    rules = rules_in_use()
    row = SafetyPath.objects.create(
        organization_id=by.organization_id,
        client=client,
        who=who.strip() if client is None else "",
        concern=concern,
        words=words.strip(),
        rules=rules.name,
        urgency=rules.concern_named(concern).urgency,
        opened_at=at,
        opened_by=by.key,
    )
    _record(row, "opened", by=by, at=at)
    return row


def _held(by: Actor, path_id: UUID | str) -> SafetyPath:
    """The path, for this transaction alone, so that two deeds follow one another."""
    return found(paths_of(by).select_for_update(), path_id)


def _seen(path_id: UUID | str, by: Actor, at: datetime) -> SafetyPath:
    row = _held(by, path_id)
    check_can_see_path(by, path_facts(row, by, at))
    return row


def _write(row: SafetyPath, event: PathEvent, *, by: Actor) -> PathState:
    read = read_path(row)
    state = after(read.rules, read.state, event)
    SafetyPathEvent.objects.create(
        path=row,
        position=len(read.events) + 1,
        kind=event.kind,
        at=event.at,
        by=event.by,
        details=details_of(event),
    )
    row.status, row.urgency, row.taken_by = state.status, state.urgency, state.taken_by
    row.closed_at = event.at if state.status is PathStatus.CLOSED else None
    row.save(update_fields=["status", "urgency", "taken_by", "closed_at"])
    _record(row, event.kind.value, by=by, at=event.at)
    return state


def _record(row: SafetyPath, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "safety.changed",
        by=by,
        at=at,
        record=RecordRef("safety_path", str(row.pk)),
        details={"change": change},
    )
