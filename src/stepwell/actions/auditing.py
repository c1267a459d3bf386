"""The only writer of the audit trail: one event more at the end of an organization's chain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from operator import itemgetter
from types import MappingProxyType

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import STAFF
from stepwell.domain.audit.chain import INSTALLATION, ChainedEvent, chain_hash, genesis_hash
from stepwell.domain.audit.event_types import EVENT_TYPES
from stepwell.domain.audit.origin import check_origin
from stepwell.domain.audit.record_kinds import RecordRef, labelled, reference_of
from stepwell.domain.audit.refusal import RedactionRefused
from stepwell.records.audit.models import AuditEvent, AuditHead

NOTHING: Mapping[str, object] = MappingProxyType({})


def record_event(
    event_type: str,
    *,
    by: Actor,
    at: datetime,
    record: RecordRef | None = None,
    details: Mapping[str, object] = NOTHING,
    reason: str = "",
    organization_id: str | None = None,
) -> None:
    """Write one event, in the transaction of what it is about: both stand or neither.

    Args:
        details: only what the type's redaction rule names.
        reason: a code of the type, or "".
        organization_id: whose chain; None for the one the actor acts in.

    Raises:
        RedactionRefused: the type is unknown, or something may not enter the trail.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{event_type} was recorded outside a transaction.")
    event = _event(event_type, by=by, at=at, record=record, details=details, reason=reason)
    organization = by.organization_id if organization_id is None else organization_id
    waiting = _waiting.get()
    if waiting is None:
        _append(organization or INSTALLATION, event)
    else:
        waiting.append((organization or INSTALLATION, event))


@contextmanager
def told_last() -> Iterator[None]:
    """Write the events of the block when it ends, one chain after the other.

    Whoever writes to a chain holds it until the transaction ends. So that no two actions wait for
    each other, all take their rows first and then the chains, in one order. An action that would
    write rows after its first event, or to several chains, does it inside, within its transaction.
    A block that fails writes nothing; one that goes on after a savepoint failed must not be here.
    """
    if _waiting.get() is not None:
        yield  # The block around this one writes.
        return
    events: list[tuple[str, ChainedEvent]] = []
    token = _waiting.set(events)
    try:
        yield
    finally:
        _waiting.reset(token)
    for chain, event in sorted(events, key=itemgetter(0)):
        _append(chain, event)


_waiting: ContextVar[list[tuple[str, ChainedEvent]] | None] = ContextVar("waiting", default=None)


def _append(chain: str, event: ChainedEvent) -> None:
    head = _held_head(chain)
    event = replace(
        event,
        organization=head.organization,
        sequence=head.sequence + 1,
        day=event.day if head.day is None else max(event.day, head.day),
    )
    event = replace(event, hash=chain_hash(head.hash, event))
    AuditEvent(**{name: getattr(event, name) for name in ChainedEvent.__dataclass_fields__}).save()
    AuditHead.objects.filter(pk=head.pk).update(
        sequence=event.sequence, hash=event.hash, day=event.day
    )


def name_in_trail(actor: Actor) -> str:
    """Whoever does not work here is named by the end of their key: the trail gives no client away.

    The system's own actors and the staff are named.
    """
    if _is_system(actor) or actor.is_administrator or actor.roles & STAFF:
        return actor.name
    return reference_of(actor.key)


def _event(
    event_type: str,
    *,
    by: Actor,
    at: datetime,
    record: RecordRef | None,
    details: Mapping[str, object],
    reason: str,
) -> ChainedEvent:
    """Everything but its place in the chain."""
    kind = EVENT_TYPES.get(event_type)
    if kind is None:
        raise RedactionRefused(
            f"The audit trail knows no event {event_type!r}; give it a rule in "
            "domain/audit/event_types/."
        )
    if not by.key or not by.name:
        raise RedactionRefused("Every event has someone who did it, with a key and a name.")
    if record is None and kind.needs_record:
        raise RedactionRefused(f"{event_type} needs the record that it is about.")
    about = RecordRef("", "") if record is None else labelled(record)
    kind.check_reason(reason)
    check_origin(by.origin)
    return ChainedEvent(
        organization="",
        sequence=0,
        day=at.astimezone(UTC).date(),
        at=at.astimezone(UTC),
        actor_key=by.key,
        actor_name=name_in_trail(by)[:120],
        actor_kind="system" if _is_system(by) else "person",
        event_type=event_type,
        record_kind=about.kind,
        record_id=about.id,
        record_label=about.label,
        reason=reason,
        origin_kind=by.origin.kind,
        origin_network=by.origin.network if settings.AUDIT_KEEPS_NETWORK else "",
        details=kind.checked_details(details),
    )


def _is_system(actor: Actor) -> bool:
    return actor.key.startswith("system:")


def _held_head(organization: str) -> AuditHead:
    """The head of the chain, held until the transaction ends; made with the first event."""
    heads = AuditHead.objects.select_for_update().filter(organization=organization)
    head = heads.first()
    if head is not None:
        return head
    try:
        with transaction.atomic():
            AuditHead.objects.create(organization=organization, hash=genesis_hash(organization))
    except IntegrityError:  # another writer made it at the same moment
        pass
    return heads.get()
