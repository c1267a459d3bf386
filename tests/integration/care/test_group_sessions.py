"""One session for a whole group: everyone has what is theirs, and nobody else's."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client as Browser

from cast import Cast
from integration.care.test_care_groups import EVENING, event_in, newcomer
from signing_in import sign_in
from stepwell.actions.done_sessions import done_session
from stepwell.actions.group_events import Presence, cancel_event, hold_event
from stepwell.actions.group_places import join_group
from stepwell.actions.group_session_ending import end_group_run, open_group_done
from stepwell.actions.group_sessions import open_group_run, start_group_run
from stepwell.actions.groups import make_group
from stepwell.actions.session_ending import NotReady
from stepwell.actions.session_entries import NewEntry, Saved, save_entries
from stepwell.actions.session_reading import list_open_runs
from stepwell.actions.session_rest import all_came, finish_blocks
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.groups import CancelCause
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.recovery.tasks import TaskState
from stepwell.records.care.models import Encounter, GroupEvent, ProgressNote, SessionRun
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import RecoveryTask

WEEK = timedelta(weeks=1)


@pytest.fixture
def ben(cast: Cast) -> Actor:
    return cast.actor("ben")


@pytest.fixture
def people(cast: Cast, ben: Actor) -> dict[str, UUID]:
    """Ira and Jo, in a group that gives MAAEZ."""
    group = make_group(EVENING, by=ben, at=cast.at)
    found = {"group": group}
    for name in ("Ira", "Jo"):
        found[name], _ = newcomer(name, ben, cast.at)
        join_group(group, found[name], by=ben, at=cast.at)
    return found


def at_event(event: GroupEvent) -> datetime:
    return event.starts_at + timedelta(minutes=5)


def typed(
    run: UUID, words: dict[tuple[UUID | None, str], str], *, by: Actor, at: datetime
) -> Saved:
    entries = [NewEntry(key, value, 0, whom) for (whom, key), value in words.items()]
    return save_entries(run, entries, by=by, at=at)


def test_group_session_ends_in_a_part_for_everyone_that_names_no_other(
    ben: Actor, people: dict[str, UUID]
) -> None:
    event, (ira, jo) = event_in(people["group"], 0), (people["Ira"], people["Jo"])
    at = at_event(event)
    run = start_group_run(event.pk, by=ben, at=at)
    assert start_group_run(event.pk, by=ben, at=at) == run, "it goes on"
    with pytest.raises(NotReady) as refused:
        end_group_run(run, by=ben, at=at)
    assert "Say whether Ira came." in {one.words for one in refused.value.missing}

    task = open_group_run(run, by=ben, at=at).plan
    assert task
    item = task.tasks[0].id
    gates = {(None, f"safety.{one.id}"): "no" for one in task.safety if one.action == "stop"}
    typed(
        run,
        {
            **gates,
            (None, "words"): "Ira and Jo quarreled.",
            (None, "parked"): "Jo’s rent",
            (None, "agenda.practice"): "left",
            (None, "agenda.practice.why"): "Ira left the room.",
            (None, f"topics.{task.topics[0].id}"): "yes",
            (ira, "words"): "Told of her first meeting.",
            (ira, f"tasks.{item}"): "yes",
            (ira, f"tasks.{item}.when"): "Mon 7:00",
            (jo, "presence"): "missed",
        },
        by=ben,
        at=at,
    )
    all_came(run, by=ben, at=at)
    finish_blocks(run, by=ben, at=at)
    end_group_run(run, by=ben, at=at)
    end_group_run(run, by=ben, at=at)

    rows = {one.client_id: one for one in Encounter.objects.all()}
    assert {key: (one.outcome, one.skipped, one.session) for key, one in rows.items()} == {
        ira: ("completed", ["practice"], "intro"),
        jo: ("missed", [], "intro"),
    }
    given = RecoveryTask.objects.get()
    assert (given.client_id, given.when, given.given_in) == (ira, "Mon 7:00", rows[ira].pk)
    assert given.due_on == (event.starts_at + WEEK).date()
    done = done_session(SessionRun.objects.get(), Client.objects.get(pk=ira))
    assert (done.title, done.words, done.parked) == (
        "Introduction",
        "Told of her first meeting.",
        (),
    )
    assert done.minutes == event.minutes
    left = next(one for one in done.blocks if one.block == "practice")
    assert left.left_out == "Left out in the group."
    assert "Jo" not in repr(done)
    page = open_group_done(run, by=ben, at=at)
    assert [(one.name, len(one.tasks)) for one in page.people] == [("Ira", 1)]
    assert page.absent == ("Jo",)


def test_next_time_the_group_goes_through_the_tasks_of_its_own_course(
    ben: Actor, people: dict[str, UUID]
) -> None:
    first, second, ira = (
        event_in(people["group"], 0),
        event_in(people["group"], 1),
        people["Ira"],
    )
    hold_event(first.pk, {people["Jo"]: Presence.CAME}, by=ben, at=at_event(first))
    run = start_group_run(second.pk, by=ben, at=at_event(second))
    enrollment = Client.objects.get(pk=ira).group_places.get().enrollment_id
    common = {"client_id": ira, "kind": "call", "given_at": first.starts_at, "given_by": "x"}
    mine = RecoveryTask.objects.create(title="Call Walt", enrollment_id=enrollment, **common)
    RecoveryTask.objects.create(title="Of other care", **common)

    page = open_group_run(run, by=ben, at=at_event(second))

    assert [[task.title for task in one.tasks] for one in page.people] == [["Call Walt"], []]
    said = {(ira, f"given.{mine.pk}"): "done", (ira, "presence"): "came"}
    typed(run, said, by=ben, at=at_event(second))
    with pytest.raises(CareRefused, match="not in this group"):
        typed(run, {(mine.pk, "words"): "x"}, by=ben, at=at_event(second))
    all_came(run, by=ben, at=at_event(second))
    finish_blocks(run, by=ben, at=at_event(second))
    gates = [one for one in page.plan.safety if one.action == "stop"] if page.plan else []
    typed(run, {(None, f"safety.{one.id}"): "no" for one in gates}, by=ben, at=at_event(second))
    end_group_run(run, by=ben, at=at_event(second))
    mine.refresh_from_db()
    assert mine.state == TaskState.DONE
    assert mine.reviewed_in == Encounter.objects.get(client=ira, group_event=second).pk


def test_group_session_is_for_those_who_lead_it(
    cast: Cast, ben: Actor, people: dict[str, UUID]
) -> None:
    event, later = event_in(people["group"], 0), event_in(people["group"], 1)
    with pytest.raises(CareRefused, match="still to come"):
        start_group_run(later.pk, by=ben, at=at_event(event))
    run = start_group_run(event.pk, by=ben, at=at_event(event))
    for name in ("cleo", "fay", "gil"):
        who = cast.actor(name)
        for deed in (start_group_run, open_group_run):
            with pytest.raises((AccessDenied, NotFound)):
                deed(event.pk if deed is start_group_run else run, by=who, at=at_event(event))
        with pytest.raises((AccessDenied, NotFound)):
            typed(run, {(None, "words"): "x"}, by=who, at=at_event(event))
    assert [one.name for one in list_open_runs(by=ben, at=at_event(event))] == [EVENING.name]
    cancel_event(later.pk, CancelCause.WEATHER, moves_topics=False, by=ben, at=at_event(event))
    with pytest.raises(CareRefused):
        start_group_run(later.pk, by=ben, at=at_event(later))


def test_note_is_begun_from_the_page_that_says_how_the_group_went(
    cast: Cast, ben: Actor, people: dict[str, UUID]
) -> None:
    event, at = event_in(people["group"], 0), at_event(event_in(people["group"], 0))
    run = start_group_run(event.pk, by=ben, at=at)
    plan = open_group_run(run, by=ben, at=at).plan
    gates = [one for one in plan.safety if one.action == "stop"] if plan else []
    typed(run, {(None, f"safety.{one.id}"): "no" for one in gates}, by=ben, at=at)
    typed(run, {(people["Jo"], "presence"): "missed"}, by=ben, at=at)
    all_came(run, by=ben, at=at)
    finish_blocks(run, by=ben, at=at)
    end_group_run(run, by=ben, at=at)
    browser = Browser()
    sign_in(browser, cast.users["ben"])

    html = browser.get(f"/staff/sessions/{run}/done/").content.decode()
    (address,) = re.findall(r'action="(/staff/encounters/[^"]+/note/)"', html)
    answer = browser.post(address)

    note = ProgressNote.objects.get()
    assert note.encounter.client_id == people["Ira"], "who came, and nobody else"
    assert (answer.status_code, answer["Location"]) == (302, f"/staff/notes/{note.pk}/")
