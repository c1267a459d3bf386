"""Settling at once what is still open in a session: the blocks as done, or the questions as not
asked, for one reason that is written at each of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.group_events import Presence
from stepwell.actions.session_entries import NewEntry, save_entries
from stepwell.actions.session_runs import open_run_to_change
from stepwell.actions.since_contact import since_contact
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.run_entries import DONE, list_of
from stepwell.domain.care.run_gaps import Gap, gaps
from stepwell.queries.schedule import members_on
from stepwell.queries.session_runs import (
    day_of_run,
    plan_of,
    standing_entries,
    titles_of_run,
    words_of,
)

ASKED = frozenset({"review", "heard"})
Answer = Callable[[Gap], tuple[str, str] | None]
"""Key and value with which a gap is filled; None to leave it."""


@transaction.atomic
@told_last()
def finish_blocks(run_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Blocks of which nothing is said yet were done. Raises as save_entries does."""

    def done(gap: Gap) -> tuple[str, str] | None:
        is_block = list_of(gap.key) == "agenda" and gap.key.count(".") == 1
        return (gap.key, DONE) if is_block else None

    _fill(run_id, done, by=by, at=at)


@transaction.atomic
@told_last()
def skip_questions(run_id: UUID | str, *, words: str, by: Actor, at: datetime) -> None:
    """Questions without an answer were not asked. Raises CareRefused without a reason, and as
    save_entries does."""
    if not words.strip():
        raise CareRefused("Write why the rest of the review was not asked.")

    def skipped(gap: Gap) -> tuple[str, str] | None:
        return (f"{gap.key}.why", words.strip()) if list_of(gap.key) in ASKED else None

    _fill(run_id, skipped, by=by, at=at)


@transaction.atomic
@told_last()
def all_came(run_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """Those of a group of whom nothing is said yet. Raises as save_entries does."""
    run = open_run_to_change(run_id, by=by, at=at)
    if run.group_event is None:
        raise CareRefused("This is for groups.")
    standing = standing_entries(run)
    people = members_on(run.group_event.group, day_of_run(run)).values_list("client_id", flat=True)
    entries = [
        NewEntry("presence", Presence.CAME, there.number if there else 0, one)
        for one in people
        if not (there := standing.get((one, "presence"))) or not there.value
    ]
    save_entries(run_id, entries, by=by, at=at)


def _fill(run_id: UUID | str, answer: Answer, *, by: Actor, at: datetime) -> None:
    run = open_run_to_change(run_id, by=by, at=at)
    standing = standing_entries(run)
    said = words_of(standing, run.client_id)
    plan = plan_of(run, [key for key, value in said.items() if value.strip()])
    meetings = since_contact(run.client, run, day_of_run(run)).meetings if run.client else ()
    missing = gaps(plan, said, titles_of_run(run), has_been_to_meetings=bool(meetings))
    filled = [one for one in map(answer, missing) if one is not None]
    entries = [
        NewEntry(key, value, there.number if (there := standing.get((run.client_id, key))) else 0)
        for key, value in filled
    ]
    save_entries(run_id, entries, by=by, at=at)
