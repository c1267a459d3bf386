"""The prompts that were ticked while a session was held, kept when it ends."""

from __future__ import annotations

from datetime import datetime

from stepwell.actions.fidelity_rating import keep_ticks
from stepwell.actions.fidelity_sessions import find_session, rated_row
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.fidelity.items import FIDELITY, ticked_items
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.queries.fidelity import items_of
from stepwell.queries.session_runs import standing_entries, words_of
from stepwell.records.care.models import SessionRun


def keep_ticks_of_run(run: SessionRun, *, by: Actor, at: datetime) -> bool:
    """Of a session that has ended and counts for a course; a second time changes nothing.

    Where there is nothing to rate, a session still ends. Where nothing was ticked, nobody
    answered: that is not kept as a zero.

    Returns:
        Whether the prompts are kept now.
    """
    held_id = run.group_event_id or run.encounter_id
    if held_id is None or not run.session:
        return False
    said = words_of(standing_entries(run), None)
    if not any(key.startswith(f"{FIDELITY}.") and value for key, value in said.items()):
        return False
    try:
        rated = rated_row(find_session(held_id, by=by), by=by, at=at)
    except (NotFound, FidelityRefused):
        return False
    keep_ticks(rated, ticked_items(items_of(rated), said), by=by, at=at)
    return True
