"""Meetings that fit, in the session itself: to look at together, and to plan one with a press."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import told_last
from stepwell.actions.meeting_wishes import wishes_of
from stepwell.actions.session_entries import NewEntry, Saved, save_entries
from stepwell.actions.session_runs import open_run_to_change
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.care.run_entries import MOST_OWN
from stepwell.queries.clients import client_of
from stepwell.queries.directory import NoDirectory, current_directory
from stepwell.queries.meeting_suggestions import SuggestedMeetings, suggest_meetings
from stepwell.records.care.models import SessionEntry


def meetings_that_fit(
    client_id: UUID | str, *, by: Actor, at: datetime
) -> SuggestedMeetings | None:
    """None without a directory. Not audited by itself: it stands on a page that is."""
    client = client_of(by, client_id)
    near, wishes, _number = wishes_of(client, by, at)
    try:
        directory = current_directory()
    except NoDirectory:
        return None
    return suggest_meetings(near, wishes, directory, at, zone=client.time_zone)


@transaction.atomic
@told_last()
def plan_meeting(
    run_id: UUID | str, code: str, *, when: str, where: str, by: Actor, at: datetime
) -> Saved:
    """Write a listed meeting into the next free line of those to go to.

    Raises:
        AccessDenied, NotFound, CareRefused: as save_entries does; it is not listed; or every line
            is taken.
    """
    run = open_run_to_change(run_id, by=by, at=at)
    name = _listed(code)
    rows = {row.key: row for row in SessionEntry.objects.filter(run=run).order_by("number")}
    said = {key: row.value for key, row in rows.items()}
    for number in range(1, MOST_OWN + 1):
        key = f"meetings.{number}"
        if said.get(f"{key}.code") == code and said.get(key):
            raise CareRefused("This meeting is planned already.")
        if not said.get(key):
            break
    else:
        raise CareRefused("Every line for a meeting is taken. Clear one first.")
    numbers = {key: row.number for key, row in rows.items()}
    values = {key: name, f"{key}.where": where, f"{key}.when": when, f"{key}.code": code}
    entries = [NewEntry(one, text, numbers.get(one, 0)) for one, text in values.items()]
    return save_entries(run_id, entries, by=by, at=at)


def _listed(code: str) -> str:
    try:
        directory = current_directory()
        row = directory.row_of(UUID(code))
    except (NoDirectory, ValueError):
        row = None
    if row is None:
        raise CareRefused("This meeting is not listed any more. Choose another one.")
    return directory.meeting(row).name
