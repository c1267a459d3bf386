"""Meetings chosen in a session: each becomes a task to go there, with where and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.session_entries import NewEntry, save_entries
from stepwell.actions.session_runs import open_run_to_change
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.run_entries import MOST_OWN
from stepwell.queries.session_runs import standing_entries


@dataclass(frozen=True, slots=True)
class ChosenMeeting:
    """code: of the directory. where, when: as they are to be read on paper."""

    code: str
    name: str
    where: str
    when: str


@transaction.atomic
@told_last()
def take_meetings(
    run_id: UUID | str, chosen: Iterable[ChosenMeeting], *, by: Actor, at: datetime
) -> None:
    """Those that are taken already stay once.

    Raises AccessDenied, NotFound, or CareRefused where there is no room for so many.
    """
    run = open_run_to_change(run_id, by=by, at=at)
    standing = standing_entries(run)
    taken = {one.value for (_, key), one in standing.items() if key.endswith(".code")}
    new = [one for one in chosen if one.code not in taken]
    free = [
        f"meetings.{number}"
        for number in range(1, MOST_OWN + 1)
        if not (there := standing.get((run.client_id, f"meetings.{number}"))) or not there.value
    ]
    if len(new) > len(free):
        raise CareRefused(f"There is room for {MOST_OWN} meetings in all. Take fewer.")
    entries = []
    for key, one in zip(free, new, strict=False):
        values = {"": one.name, ".where": one.where, ".when": one.when, ".code": one.code}
        for part, value in values.items():
            there = standing.get((run.client_id, f"{key}{part}"))
            entries.append(NewEntry(f"{key}{part}", value, there.number if there else 0))
    save_entries(run_id, entries, by=by, at=at)
