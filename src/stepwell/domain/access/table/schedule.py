"""Appointments, groups and calendars."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import schedule
from stepwell.domain.access.policies.schedule import GroupFacts
from stepwell.domain.access.table.clients import of_each_client
from stepwell.domain.access.table.row import HERE, THEIRS, Row

_GROUPS = {
    "they lead": GroupFacts(HERE, is_leader=True),
    "others lead": GroupFacts(HERE),
    "of another program": GroupFacts(THEIRS, is_leader=True),
}


def rows() -> Iterator[Row]:
    section = "Schedule"
    yield Row(section, "Open the schedule, within what they may see", schedule.can_see_schedule)
    yield Row(section, "Open the list of groups", schedule.can_list_groups)
    yield Row(section, "Begin a group", lambda actor: schedule.can_make_group(actor, HERE))
    yield Row(section, "Have a calendar address of their own", schedule.can_have_feed)
    for which, facts in _GROUPS.items():
        yield Row("Run a group and see who is in it", f"A group {which}", partial(_runs, facts))
    yield from of_each_client({"Book, move and call off an appointment": schedule.can_book})


def _runs(facts: GroupFacts, actor: Actor) -> bool:
    return schedule.can_run_group(actor, facts)
