"""What a member says from their app of tasks they were given.

It stands beside the task, as their own word, and settles nothing: whoever gave it goes through it
with them, as with an answer on paper, and writes down what came of it and how that is known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from stepwell.actions.care_access import record_care
from stepwell.domain.access.actor import Actor
from stepwell.queries.own_entries import heads_of, versions_by_record
from stepwell.queries.recovery_tasks import open_tasks_of
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import EntryVersion, RecoveryTask

KIND = "task"


def say_of_tasks(new: Sequence[EntryVersion], client: Client, *, by: Actor, at: datetime) -> None:
    """After `new` was taken, in the same transaction, with the client's row held."""
    records = {one.record for one in new if one.kind == KIND}
    if not records:
        return
    said = _said_in(records, by)
    is_changed = False
    for row in open_tasks_of([client.pk]).select_for_update():
        if row.pk in said or row.said_entry in records:
            is_changed |= _say(row, said.get(row.pk))
    if is_changed:
        record_care(client.pk, "recovery_task", "saved", by=by, at=at)


def _said_in(records: Collection[UUID], by: Actor) -> dict[UUID, EntryVersion]:
    """By task; where two records are about one, what came last."""
    newest = [heads_of(rows)[-1] for rows in versions_by_record(by.key, records).values()]
    standing = [one for one in newest if one.body]
    return {UUID(one.body["task"]): one for one in sorted(standing, key=lambda one: one.number)}


def _say(row: RecoveryTask, said: EntryVersion | None) -> bool:
    """Whether anything was written."""
    values = _values(row, said)
    if values == (row.said_state, row.said_words, row.said_at, row.said_entry):
        return False
    row.said_state, row.said_words, row.said_at, row.said_entry = values
    row.save(update_fields=["said_state", "said_words", "said_at", "said_entry"])
    return True


def _values(
    row: RecoveryTask, said: EntryVersion | None
) -> tuple[str, str, datetime | None, UUID | None]:
    """A phone whose clock is wrong said it when it came here."""
    if said is None:
        return "", "", None, None
    is_likely = row.given_at <= said.made_at <= said.received_at
    said_at = said.made_at if is_likely else said.received_at
    return said.body["state"], said.body.get("words", "").strip(), said_at, said.record
