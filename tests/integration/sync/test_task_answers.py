"""What a member says of a task from their app: beside the task, in their own word, unsettled."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client as Browser
from django.utils import timezone

from cast import Cast, build_cast
from factories.entries import made, sent
from factories.session_runs import enrolled, routine, started, typed
from signing_in import sign_in
from stepwell.actions.clients import close_client
from stepwell.actions.own_entries import Exchange, exchange_entries
from stepwell.actions.own_sharing_reading import TaskSaid, open_own_sharing
from stepwell.actions.recovery_tasks import NewTask, TaskAnswer, answer_task, give_task
from stepwell.actions.session_ending import end_run
from stepwell.actions.session_reading import open_run
from stepwell.domain.protocols.items import TaskEvidence, TaskKind
from stepwell.domain.recovery.tasks import TaskState
from stepwell.records.audit.models import AuditEvent
from stepwell.records.identifiers import new_id
from stepwell.records.recovery.models import RecoveryTask

pytestmark = pytest.mark.django_db
Entry = dict[str, Any]


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(timezone.now() - timedelta(days=10))


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def task(cast: Cast) -> UUID:
    return given(cast, "ana")


def given(cast: Cast, name: str, title: str = "Call Bob", *, by: str = "ben") -> UUID:
    new = NewTask(title, TaskKind.CALL)
    return give_task(cast.client(name).pk, new, by=cast.actor(by), at=cast.at)


def send(cast: Cast, now: datetime, *versions: Entry, name: str = "ana") -> Exchange:
    return exchange_entries(sent(*versions), after=0, by=cast.actor(name), at=now)


def word(task: UUID, *parents: Entry, state: str = "done", words: str = "", **more: Any) -> Entry:
    body = {"task": str(task), "state": state, "words": words}
    return made("task", *parents, body=body, **more)


def stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def row_of(task: UUID) -> RecoveryTask:
    return RecoveryTask.objects.get(pk=task)


def test_word_stands_beside_the_task_which_stays_open(
    cast: Cast, now: datetime, task: UUID
) -> None:
    made_at = (now - timedelta(days=2)).replace(microsecond=0)

    answer = send(cast, now, word(task, words=" He was out. ", made_at=stamp(made_at)))

    row = row_of(task)
    assert answer.refused == ()
    assert (row.said_state, row.said_words, row.said_at) == ("done", "He was out.", made_at)
    assert (row.state, row.answer, row.evidence) == (TaskState.OPEN, "", "")
    event = AuditEvent.objects.filter(event_type="care.changed").latest("sequence")
    assert event.actor_key == cast.actor("ana").key
    assert '"recovery_task"' in event.details
    assert "out" not in event.details


def test_correction_replaces_the_word_and_removal_takes_it_back(
    cast: Cast, now: datetime, task: UUID
) -> None:
    first = word(task)
    send(cast, now, first)
    second = word(task, first, state="partly")
    send(cast, now, second)
    assert row_of(task).said_state == "partly"

    send(cast, now, made("task", second, body=None))

    row = row_of(task)
    assert (row.said_state, row.said_words, row.said_at, row.said_entry) == ("", "", None, None)


def test_of_two_phones_the_word_that_came_last_stands(
    cast: Cast, now: datetime, task: UUID
) -> None:
    first, second = word(task, state="not_done"), word(task, state="done")
    send(cast, now, first, second)
    assert row_of(task).said_state == "done"

    send(cast, now, made("task", first, body=None))
    assert row_of(task).said_state == "done"

    send(cast, now, made("task", second, body=None))
    assert row_of(task).said_state == ""


def test_word_moved_to_another_task_leaves_the_first(cast: Cast, now: datetime, task: UUID) -> None:
    other = given(cast, "ana", "Read")
    first = word(task)
    send(cast, now, first, word(other, first))

    assert row_of(task).said_state == ""
    assert row_of(other).said_state == "done"


@pytest.mark.parametrize("clock", ["1970-01-01T00:00:05Z", "2199-01-01T00:00:00Z"])
def test_wrong_clock_is_not_believed(cast: Cast, now: datetime, task: UUID, clock: str) -> None:
    send(cast, now, word(task, made_at=clock))

    assert row_of(task).said_at == now


def test_nothing_is_written_twice(cast: Cast, now: datetime, task: UUID) -> None:
    version = word(task)
    send(cast, now, version)
    before = AuditEvent.objects.count()

    answer = send(cast, now, version)

    assert answer.saved == (version["id"],)
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", ["ana", "pat"])
def test_task_of_another_or_of_nobody_is_refused(cast: Cast, now: datetime, name: str) -> None:
    theirs = given(cast, "noel", by="dana")
    stranger, nobody = word(theirs), word(new_id())

    answer = send(cast, now, stranger, made("journal"), nobody, name=name)

    assert [one.id for one in answer.refused] == [stranger["id"], nobody["id"]]
    assert {one.code for one in answer.refused} == {"not_valid"}
    assert "not on your list" in answer.refused[0].words
    assert len(answer.saved) == 1
    assert row_of(theirs).said_state == ""


@pytest.mark.parametrize(
    "body",
    [
        {"task": "x", "state": "done"},
        {"task": "0190b3a0-0000-7000-8000-000000000001", "state": "dropped"},
        {"task": "0190b3a0-0000-7000-8000-000000000001", "state": "done", "words": "x" * 2001},
        {"state": "done"},
    ],
)
def test_nonsense_is_refused(cast: Cast, now: datetime, body: Entry) -> None:
    (refused,) = send(cast, now, made("task", body=body)).refused

    assert refused.code == "not_valid"


def test_settled_task_stays_as_it_was_written_down(cast: Cast, now: datetime, task: UUID) -> None:
    answer = TaskAnswer(TaskState.NOT_DONE, "Not yet.", TaskEvidence.SELF_REPORT)
    answer_task(cast.client("ana").pk, task, answer, by=cast.actor("ben"), at=now)

    exchange = send(cast, now, word(task))

    row = row_of(task)
    assert exchange.refused == ()
    assert (row.state, row.answer, row.said_state) == (TaskState.NOT_DONE, "Not yet.", "")


def test_closed_record_gets_no_word_and_the_entry_is_kept(
    cast: Cast, now: datetime, task: UUID
) -> None:
    close_client(cast.client("ana").pk, by=cast.actor("ben"), at=now)

    answer = send(cast, now, word(task))

    assert answer.refused == ()
    assert row_of(task).said_state == ""


def test_privacy_page_says_what_was_said(cast: Cast, now: datetime, task: UUID) -> None:
    send(cast, now, word(task, words="He was out."))

    page = open_own_sharing(by=cast.actor("ana"), at=now)

    assert page.tasks == (TaskSaid("Call Bob", "done", "He was out."),)
    assert open_own_sharing(by=cast.actor("pat"), at=now).tasks == ()


def test_session_shows_the_word_and_still_asks(cast: Cast, now: datetime) -> None:
    ben, ana = cast.actor("ben", at=now), cast.client("ana").pk
    course = enrolled(ana, by=ben, at=cast.at)
    task = given(cast, "ana")
    send(cast, now, word(task, state="partly", words="He was out."))
    run = started(ana, course, "introduction", by=ben, at=now)
    browser = Browser()
    sign_in(browser, cast.users["ben"])

    shown = browser.get(f"/staff/sessions/{run}/").content.decode()

    (line,) = open_run(run, by=ben, at=now).tasks
    assert (line.said, line.said_words) == ("partly", "He was out.")
    assert "Partly." in shown
    assert "“He was out.”" in shown
    typed(run, routine(run), by=ben, at=now)
    end_run(run, by=ben, at=now)
    assert row_of(task).state == TaskState.OPEN
