"""What a member shares of their own entries, written into the record that their program keeps.

Rows follow the entries and the switches: what is no longer shared is struck at once, and what was
said otherwise is struck and written anew. What they say of a task stands beside the task.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from stepwell.actions.care_access import record_care
from stepwell.actions.own_record_holding import hold_own_record
from stepwell.actions.own_tasks import say_of_tasks
from stepwell.domain.access.actor import Actor
from stepwell.domain.recovery.log import Source
from stepwell.domain.recovery.sharing import (
    SETTING,
    Parts,
    Shared,
    parts_agreed,
    parts_of,
    shared_of,
)
from stepwell.queries.own_entries import heads_of, versions_by_record
from stepwell.queries.registers import today_of
from stepwell.queries.sobriety import counting_rules
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import (
    CheckIn,
    DayReport,
    EntryVersion,
    MeetingAttendance,
    SharingChoice,
)

Values = dict[str, Any]
AHEAD = timedelta(days=1)
"""A phone may stand further east than the program."""
MEETING_COLUMNS = {
    "name": "meeting",
    "code": "code",
    "fellowship": "fellowship",
    "mode": "mode",
    "liking": "liking",
    "deeds": "deeds",
    "note": "words",
}
"""Fields of the app with a column of their own; the others are told beside them."""


@dataclass(frozen=True, slots=True)
class _Table:
    """part: as the trail calls it. wanted: the rows that a record is to have there."""

    model: type[Any]
    part: str
    wanted: Callable[[Shared], list[Values]]


def sharing_of(user_id: UUID | str) -> Parts:
    rows = SharingChoice.objects.filter(user_id=user_id).order_by("record")
    return parts_agreed(parts_of(one.parts) for one in rows)


def share_entries(new: Sequence[EntryVersion], *, by: Actor, at: datetime) -> None:
    """After `new` was taken, in the same transaction, with the member's row held.

    While two versions of an entry stand unsettled, the one that came last is shared.
    """
    before = sharing_of(by.key)
    _keep_choices(new, by=by)
    parts = sharing_of(by.key)
    client = hold_own_record(by)
    if client is None or client.closed_at is not None:
        return
    records = None if parts != before else {one.record for one in new}
    span = (today_of(by, client.created_at), today_of(by, at) + AHEAD)
    shared = {
        record: _shared(heads_of(rows)[-1], parts, span)
        for record, rows in versions_by_record(by.key, records).items()
    }
    for table in _TABLES:
        if _follow(table, client, shared, by=by, at=at):
            record_care(client.pk, table.part, "saved", by=by, at=at)
    say_of_tasks(new, client, by=by, at=at)


def _keep_choices(new: Sequence[EntryVersion], *, by: Actor) -> None:
    """While two versions of a choice stand unsettled, what both share holds."""
    chosen = {one.record for one in new if one.kind == "setting" and _is_choice(one)}
    known = set(SharingChoice.objects.filter(user_id=by.key).values_list("record", flat=True))
    touched = chosen | (known & {one.record for one in new})
    for record, rows in versions_by_record(by.key, touched).items():
        parts = [parts_of(row.body["value"]) for row in heads_of(rows) if row.body is not None]
        if not parts:  # Removed: as if nothing had been chosen there.
            SharingChoice.objects.filter(user_id=by.key, record=record).delete()
            continue
        SharingChoice.objects.update_or_create(
            user_id=by.key, record=record, defaults={"parts": sorted(parts_agreed(parts))}
        )


def _is_choice(one: EntryVersion) -> bool:
    return one.body is not None and one.body.get("name") == SETTING


def _shared(head: EntryVersion, parts: Parts, span: tuple[date, date]) -> Shared | None:
    """None too for days before the program knew the person, and for those that lie ahead."""
    substances = counting_rules().substances
    shared = head.body and shared_of(head.kind, head.body, parts, substances)
    return shared if shared and span[0] <= shared.on <= span[1] else None


def _follow(
    table: _Table,
    client: Client,
    shared: Mapping[UUID, Shared | None],
    *,
    by: Actor,
    at: datetime,
) -> bool:
    """Whether anything was written."""
    standing: dict[UUID, list[Any]] = defaultdict(list)
    rows = table.model._default_manager.filter(client=client, struck_at=None)
    for row in rows.filter(entry__in=list(shared)):
        standing[row.entry].append(row)
    is_changed = False
    for record, one in shared.items():
        wanted = table.wanted(one) if one else []
        for row in standing[record]:
            values = _values_of(row, wanted)
            if values is not None:
                wanted.remove(values)
                continue
            row.struck_at, row.struck_by = at, by.key
            row.save(update_fields=["struck_at", "struck_by"])
            is_changed = True
        for values in wanted:
            table.model._default_manager.create(
                client=client,
                entry=record,
                source=Source.OWN,
                recorded_at=at,
                recorded_by=by.key,
                **values,
            )
            is_changed = True
    return is_changed


def _values_of(row: Any, wanted: Iterable[Values]) -> Values | None:
    """Those of `wanted` that the row says already."""
    return next(
        (one for one in wanted if all(getattr(row, name) == said for name, said in one.items())),
        None,
    )


def _meetings(shared: Shared) -> list[Values]:
    if shared.meeting is None:
        return []
    columns: Values = dict.fromkeys(MEETING_COLUMNS.values(), "") | {"deeds": []}
    told: Values = {}
    for name, said in shared.meeting.items():
        if column := MEETING_COLUMNS.get(name):
            columns[column] = said
        else:
            told[name] = said
    return [{"on": shared.on, "told": told} | columns]


def _check_ins(shared: Shared) -> list[Values]:
    if shared.check_in is None:
        return []
    answers = {name: said for name, said in shared.check_in.items() if name != "note"}
    return [{"on": shared.on, "answers": answers, "words": shared.check_in.get("note", "")}]


def _days(shared: Shared) -> list[Values]:
    return [
        {"on": one.on, "state": one.state.value, "substance": one.substance} for one in shared.days
    ]


_TABLES = (
    _Table(MeetingAttendance, "attendance", _meetings),
    _Table(CheckIn, "check_in", _check_ins),
    _Table(DayReport, "day_report", _days),
)
