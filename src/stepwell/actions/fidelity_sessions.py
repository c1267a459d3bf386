"""A session as it is rated: found, and written down with what of it there is to rate."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.fidelity import CounselorFacts
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.fidelity.items import items_of_plan
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History
from stepwell.domain.protocols.session_plan import session_plan
from stepwell.domain.protocols.upgrading import UpgradeRefused
from stepwell.queries.fidelity import (
    HeldSession,
    counselor_facts,
    held_session,
    rated_sessions_of,
)
from stepwell.queries.found import as_id
from stepwell.queries.histories import history_of
from stepwell.queries.protocols import NoSuchProtocol, protocol
from stepwell.queries.session_runs import standing_entries
from stepwell.records.care.models import Encounter, GroupEvent, RatedSession, SessionRun

GONE = (
    "The files of this protocol’s version are not installed any more, so nothing can be rated. "
    "Whoever operates this installation can bring them back."
)


def find_session(session_id: UUID | str, *, by: Actor) -> RatedSession | HeldSession:
    """As it was written down for rating, or as it was held. Raises NotFound."""
    row = rated_sessions_of(by).filter(pk=as_id(session_id)).first()
    return row if row is not None else held_session(by, session_id)


def facts_about(found: RatedSession | HeldSession, *, by: Actor, at: datetime) -> CounselorFacts:
    drawn_for = None
    if isinstance(found, RatedSession) and found.draw is not None:
        drawn_for = found.draw.rater_id
    return counselor_facts(by, found.counselor_id, at, drawn_for=drawn_for)


def rated_row(found: RatedSession | HeldSession, *, by: Actor, at: datetime) -> RatedSession:
    """Its row, made where it has none, and held for this transaction. Raises FidelityRefused."""
    if isinstance(found, HeldSession) and not RatedSession.objects.filter(pk=found.id).exists():
        new_rated_session(found, by=by, at=at)
    key = found.id if isinstance(found, HeldSession) else found.pk
    return RatedSession.objects.select_for_update().get(pk=key)


def new_rated_session(held: HeldSession, *, by: Actor, at: datetime) -> RatedSession:
    """Raises FidelityRefused: the protocol's files are not there any more."""
    row, _ = RatedSession.objects.get_or_create(pk=held.id, defaults=_values(held, by=by, at=at))
    return row


def as_rated(held: HeldSession, *, by: Actor, at: datetime) -> RatedSession:
    """As its row would be, which is not made. Raises FidelityRefused."""
    return RatedSession(pk=held.id, **_values(held, by=by, at=at))


def _values(held: HeldSession, *, by: Actor, at: datetime) -> dict[str, Any]:
    given = protocol_as_held(held.protocol, held.version)
    return {
        "organization_id": by.organization_id,
        "encounter_id": None if held.is_group else held.id,
        "group_event_id": held.id if held.is_group else None,
        "counselor_id": held.counselor_id,
        "protocol": held.protocol,
        "version": held.version,
        "content_hash": given.content_hash,
        "session": held.session,
        "items": _items(held, given),
        "on": held.on,
        "made_at": at,
        "made_by": by.key,
    }


def protocol_as_held(slug: str, version: int, content_hash: str = "") -> Protocol:
    """Raises FidelityRefused."""
    try:
        given = protocol(slug, version)
    except NoSuchProtocol:
        raise FidelityRefused(GONE) from None
    if content_hash and given.content_hash != content_hash:
        raise FidelityRefused(GONE)
    return given


def _items(held: HeldSession, given: Protocol) -> list[list[str]]:
    if held.session not in given.sessions:
        raise FidelityRefused(GONE)
    history, run = _history_and_run(held, given)
    written = frozenset[tuple[str, str]]()
    if run is not None:
        keys = [key for _, key in standing_entries(run) if key.startswith("fidelity.")]
        written = frozenset(("fidelity", key.partition(".")[2]) for key in keys)
    plan = session_plan(given, held.session, history, held.on, written=written)
    return [[one.list, one.id, one.session] for one in items_of_plan(given, plan)]


def _history_and_run(held: HeldSession, given: Protocol) -> tuple[History, SessionRun | None]:
    """By which strands were open; where that is not known, those open from the start."""
    if held.is_group:
        event = GroupEvent.objects.select_related("group").get(pk=held.id)
        run = SessionRun.objects.filter(group_event=event, state="ended").first()
        return History(held.on, _variant(event.group.variant, given)), run
    row = Encounter.objects.select_related("enrollment__episode__client__organization").get(
        pk=held.id
    )
    assert row.enrollment is not None  # a session is held in a course
    run = SessionRun.objects.filter(encounter=row).first()
    plain = History(row.enrollment.enrolled_on, _variant(row.enrollment.variant, given))
    if row.enrollment.version != held.version:
        return plain, run
    try:
        return history_of(row.enrollment), run
    except (CareRefused, UpgradeRefused):
        return replace(plain, version=held.version), run


def _variant(key: str, given: Protocol) -> str:
    there = {one.id for one in given.definition.variants}
    return key if key in there else given.default_variant
