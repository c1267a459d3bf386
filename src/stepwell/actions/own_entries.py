"""What a member's phones and the server tell each other. See docs/sync.md.

A version is known by its id: sent again it changes nothing. Numbers are given while the member's
row is held until the transaction ends, so whoever sees a number sees all below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.own_pages import hand_pages
from stepwell.actions.own_sharing import share_entries
from stepwell.actions.own_tasks import KIND as TASK
from stepwell.actions.own_telling import tell_agreed
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.own_entries import check_can_keep_own_entries
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.recovery.entries import (
    INSTANT,
    UNREADABLE,
    EntryRefused,
    Refusal,
    Version,
    check_dates,
    check_version,
    id_of,
    read_version,
)
from stepwell.queries.organizations import own_organization
from stepwell.queries.own_entries import OwnEntries, entries_after
from stepwell.queries.recovery_tasks import own_task_ids
from stepwell.queries.sobriety import counting_rules
from stepwell.records.accounts.models import User
from stepwell.records.recovery.models import EntryVersion

MOST_VERSIONS = 100
"""In one exchange, from the phone."""


class ExchangeRefused(Exception):
    """What is wrong with the whole of it, for whoever works on the app."""


@dataclass(frozen=True, slots=True)
class RefusedEntry:
    id: str
    code: Refusal
    words: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """saved: ids that are safe here now, new or known. entries: what the phone has not got."""

    saved: tuple[str, ...]
    refused: tuple[RefusedEntry, ...]
    entries: OwnEntries


def exchange_entries(
    versions: Sequence[bytes], *, after: int, last: str = "", by: Actor, at: datetime
) -> Exchange:
    """Take what a phone has, and give what it has not.

    Args:
        versions: each as JSON, parents before children, at most MOST_VERSIONS.
        after: the number of the newest version that the phone got from here, 0 for none.
        last: the id of that version, "" for none.

    Raises:
        AccessDenied: `by` is no member, or works here.
        ExchangeRefused: too many versions, or one without an id.
    """
    check_can_keep_own_entries(by)
    if len(versions) > MOST_VERSIONS:
        raise ExchangeRefused(f"At most {MOST_VERSIONS} versions in one exchange.")
    taking = _take(versions, by=by, at=at) if versions else _Taking()
    return Exchange(
        saved=tuple(taking.saved),
        refused=tuple(taking.refused),
        entries=entries_after(after, last, by=by),
    )


@dataclass(slots=True)
class _Taking:
    """known: rows by the id of their version, those of this exchange among them. tasks: of the
    member, loaded where a version is about one."""

    known: dict[UUID, EntryVersion] = field(default_factory=dict)
    tasks: frozenset[UUID] = frozenset()
    kinds: dict[UUID, str] = field(default_factory=dict)
    new: list[EntryVersion] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    refused: list[RefusedEntry] = field(default_factory=list)


@transaction.atomic
@told_last()
def _take(raws: Sequence[bytes], *, by: Actor, at: datetime) -> _Taking:
    # Erasing the account waits for this, and this for it.
    member = User.objects.select_for_update(no_key=True).filter(pk=by.key).first()
    if member is None:
        raise NotFound
    taking = _Taking()
    read = _read(raws, taking)
    _load_known(read, member, taking)
    if any(version.kind == TASK for version in read):
        taking.tasks = own_task_ids(by)
    number = _newest_number(member)
    for version in read:
        try:
            row = _taken(version, taking, member=member, number=number + 1, at=at)
        except EntryRefused as refusal:
            taking.refused.append(RefusedEntry(version.id, refusal.code, str(refusal)))
            continue
        number = max(number, row.number)
        taking.saved.append(version.id)
    if taking.new:
        EntryVersion.objects.bulk_create(taking.new)
        share_entries(taking.new, by=by, at=at)
        hand_pages(taking.new, by=by, at=at)
        tell_agreed(taking.new, by=by, at=at)
        _record(len(taking.new), by=by, at=at)
    return taking


def _read(raws: Sequence[bytes], taking: _Taking) -> list[Version]:
    read = []
    for raw in raws:
        try:
            read.append(read_version(raw))
        except EntryRefused as refusal:
            taking.refused.append(RefusedEntry(_id_of(raw), refusal.code, str(refusal)))
    return read


def _id_of(raw: bytes) -> str:
    try:
        return id_of(raw)
    except UNREADABLE:
        raise ExchangeRefused("A version has no id.") from None


def _load_known(read: Sequence[Version], member: User, taking: _Taking) -> None:
    ids = {UUID(one) for version in read for one in (version.id, *version.parents)}
    mine = EntryVersion.objects.filter(user=member)
    taking.known = {row.version: row for row in mine.filter(version__in=ids)}
    records = {UUID(version.record) for version in read}
    taking.kinds = {
        row.record: row.kind for row in mine.filter(record__in=records).only("kind", "record")
    }


def _newest_number(member: User) -> int:
    newest = EntryVersion.objects.filter(user=member).aggregate(newest=Max("number"))["newest"]
    return newest or 0


def _taken(
    version: Version, taking: _Taking, *, member: User, number: int, at: datetime
) -> EntryVersion:
    """The row that holds it, new or known. Raises EntryRefused."""
    known = taking.known.get(UUID(version.id))
    if known is not None:
        _check_same(version, known)
        return known
    check_version(version)
    check_dates(version, counting_rules())
    _check_place(version, taking)
    _check_task(version, taking)
    row = EntryVersion(
        user=member,
        number=number,
        version=UUID(version.id),
        record=UUID(version.record),
        kind=version.kind,
        parents=list(version.parents),
        made_at=version.made,
        body=version.content,
        size=len(bytes(version.body)),
        received_at=at,
    )
    taking.known[row.version] = row
    taking.kinds[row.record] = row.kind
    taking.new.append(row)
    return row


def _check_same(version: Version, row: EntryVersion) -> None:
    sent: tuple[Any, ...] = (version.kind, list(version.parents), version.made_at, version.content)
    kept = (row.kind, row.parents, f"{row.made_at:{INSTANT}}", row.body)
    if UUID(version.record) != row.record or sent != kept:
        raise EntryRefused(
            Refusal.NOT_SAME,
            "The server already has another entry under the same id. Both are kept: this one only "
            "on this phone. Save it again to send it as a new one.",
        )


def _check_place(version: Version, taking: _Taking) -> None:
    """After its parents, which are of the same record, and of the record's kind."""
    for parent in version.parents:
        row = taking.known.get(UUID(parent))
        if row is None:
            raise EntryRefused(
                Refusal.UNKNOWN_PARENT, "The server has to get an earlier version of this first."
            )
        if row.record != UUID(version.record):
            raise EntryRefused(
                Refusal.NOT_VALID, "This says that it replaces something else. Save it again."
            )
    if taking.kinds.get(UUID(version.record), version.kind) != version.kind:
        raise EntryRefused(
            Refusal.NOT_VALID, "This is kept as something else already. Save it as a new entry."
        )


def _check_task(version: Version, taking: _Taking) -> None:
    if version.kind != TASK or version.is_removed:
        return
    if UUID(version.content["task"]) not in taking.tasks:
        raise EntryRefused(
            Refusal.NOT_VALID,
            "This task is not on your list any more. What you wrote stays on this phone.",
        )


def _record(count: int, *, by: Actor, at: datetime) -> None:
    """In the chain of members without a program: it is no business of any program's."""
    record_event(
        "own_entries.saved",
        by=by,
        at=at,
        record=RecordRef("member", by.key),
        details={"saved": count},
        organization_id=str(own_organization().pk),
    )
