"""Holding a session: what is typed is kept, nothing is passed over, and it ends once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from factories.session_runs import enrolled, routine, started, typed
from stepwell.actions.appointments import NewAppointment, book_appointment
from stepwell.actions.done_sessions import done_session
from stepwell.actions.enrollment_reading import open_enrollment
from stepwell.actions.recovery_log import NewCheckIn, NewDay, NewMeeting, keep_log
from stepwell.actions.session_ending import NotReady, end_run
from stepwell.actions.session_entries import ONE_GO, NewEntry, save_entry
from stepwell.actions.session_reading import list_open_runs, open_run
from stepwell.actions.session_rest import finish_blocks, skip_questions
from stepwell.actions.session_runs import (
    NewRun,
    abandon_run,
    pause_run,
    resume_run,
    start_run,
    stop_for_safety,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.appointments import AppointmentState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.recovery.log import DayState, Deed, Liking, Source
from stepwell.domain.recovery.tasks import TaskState
from stepwell.records.care.models import (
    Appointment,
    Encounter,
    SafetyPath,
    SessionEntry,
    SessionRun,
)
from stepwell.records.recovery.models import RecoveryTask

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ben(cast: Cast) -> Actor:
    return cast.actor("ben")


@pytest.fixture
def dana(cast: Cast) -> Actor:
    return cast.actor("dana")


@pytest.fixture
def ana(cast: Cast) -> UUID:
    return cast.client("ana").pk


@pytest.fixture
def course(cast: Cast, ben: Actor, ana: UUID) -> UUID:
    return enrolled(ana, by=ben, at=cast.at)


@pytest.fixture
def run(cast: Cast, ben: Actor, ana: UUID, course: UUID) -> UUID:
    return started(ana, course, "introduction", by=ben, at=cast.at)


def test_session_that_the_rules_do_not_offer_begins_only_with_their_reason(
    cast: Cast, ben: Actor, ana: UUID, course: UUID
) -> None:
    with pytest.raises(CareRefused, match="First: Introduction"):
        started(ana, course, "acceptance", by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="At most two visits"):
        started(ana, course, "conjoint-enabling", by=ben, at=cast.at, reason="They came.")

    run = started(ana, course, "acceptance", by=ben, at=cast.at, reason="She asked for it.")

    page = open_run(run, by=ben, at=cast.at)
    assert (page.run.title, page.run.reason) == ("Acceptance", "She asked for it.")
    with pytest.raises(CareRefused, match="open already"):
        started(ana, course, "introduction", by=ben, at=cast.at)
    assert [one.name for one in list_open_runs(by=ben, at=cast.at)] == ["Ana"]


def test_session_ends_in_encounter_tasks_and_appointment_once(
    cast: Cast, ben: Actor, ana: UUID, course: UUID
) -> None:
    booked = book_appointment(
        ana,
        NewAppointment(cast.at + 10 * MINUTE, cast.users["ben"].pk),
        by=ben,
        at=cast.at,
    )
    run = started(ana, course, "introduction", by=ben, at=cast.at, appointment_id=booked)
    ends = cast.at + HOUR
    words = routine(run) | {
        "agenda.recap": "left",
        "agenda.recap.why": "No time left.",
        "exercises.consequences.body": "Two falls.",
        "topics.tried": "yes",
        "tasks.meetings": "yes",
        "tasks.meetings.when": "Mon 6:30",
        "meetings.1": "Basement Lights",
        "meetings.1.where": "12 Elm St",
        "own.1": "Call my sister",
        "next.starts": "2026-12-02T17:30",
        "next.session": "acceptance",
        "parked": "Rent\n\nTeeth",
        "words": "Quiet, came on time.",
    }
    typed(run, words, by=ben, at=cast.at + MINUTE)

    end_run(run, by=ben, at=ends)
    end_run(run, by=ben, at=ends + MINUTE)

    row = SessionRun.objects.get()
    encounter = Encounter.objects.get()
    assert row.encounter == encounter
    assert (encounter.outcome, encounter.minutes, encounter.skipped) == (
        Outcome.COMPLETED,
        55,
        ["recap"],
    )
    assert Appointment.objects.get(pk=booked).status == AppointmentState.HELD
    assert row.next_appointment
    assert (row.next_appointment.session, row.next_appointment.enrollment_id) == (
        "acceptance",
        course,
    )
    tasks = RecoveryTask.objects.order_by("pk")
    assert [(one.item, one.title, one.where, one.when, str(one.due_on)) for one in tasks] == [
        ("meetings", tasks[0].title, "", "Mon 6:30", "2026-12-02"),
        ("", "Go to Basement Lights", "12 Elm St", "", "2026-12-02"),
        ("", "Call my sister", "", "", "2026-12-02"),
    ]
    stands = open_enrollment(course, by=ben, at=ends).course.stands
    assert stands
    assert stands.done == ("introduction",)
    done = done_session(row, cast.client("ana"))
    assert (done.title, done.minutes, done.parked) == ("Introduction", 55, ("Rent", "Teeth"))
    assert done.facts[0] == "First contact of this care."
    blocks = {one.block: one for one in done.blocks}
    assert blocks["recap"].left_out == "No time left."
    assert blocks["history"].written == (
        ("Talked about", "What was tried to control it"),
        ("What it has cost: Body and health", "Two falls."),
    )
    assert {one.answer for one in done.asked} >= {"About days."}
    assert [(one.title, one.where) for one in done.tasks][1:] == [
        ("Go to Basement Lights", "12 Elm St"),
        ("Call my sister", ""),
    ]
    with pytest.raises(CareRefused, match="has ended"):
        typed(run, {"words": "More."}, by=ben, at=ends)


def test_nothing_is_passed_over_in_silence(cast: Cast, ben: Actor, run: UUID) -> None:
    with pytest.raises(NotReady) as refused:
        end_run(run, by=ben, at=cast.at + HOUR)
    keys = [one.key for one in refused.value.missing]
    assert "Days without use" in str(refused.value)
    assert {"review.days", "safety.danger", "agenda.history"} <= set(keys)
    assert not Encounter.objects.exists()

    with pytest.raises(CareRefused, match="why the rest"):
        skip_questions(run, words=" ", by=ben, at=cast.at)
    typed(run, {"review.days": "Two weeks.", "agenda.course": "left"}, by=ben, at=cast.at)
    skip_questions(run, words="He had to leave.", by=ben, at=cast.at)
    finish_blocks(run, by=ben, at=cast.at)
    with pytest.raises(NotReady) as refused:
        end_run(run, by=ben, at=cast.at + HOUR)
    assert {one.key for one in refused.value.missing} == {
        "safety.danger",
        "safety.withdrawal",
        "agenda.course.why",
    }
    said = open_run(run, by=ben, at=cast.at).said
    assert (said["review.days"], said["review.tasks.why"]) == ("Two weeks.", "He had to leave.")
    assert "review.days.why" not in said


def test_words_of_two_counselors_are_both_shown_and_none_is_lost(
    cast: Cast, ben: Actor, dana: Actor, run: UUID
) -> None:
    first = save_entry(run, NewEntry("words", "She came late.", 0), by=ben, at=cast.at)
    again = save_entry(run, NewEntry("words", "She came late.", 0), by=ben, at=cast.at)
    longer = save_entry(run, NewEntry("words", "She came late. Bus.", 1), by=ben, at=cast.at)
    theirs = save_entry(run, NewEntry("words", "Came at ten.", 1), by=dana, at=cast.at + MINUTE)

    assert (first.numbers, again.numbers, longer.numbers) == ((1,), (1,), (2,))
    (conflict,) = theirs.conflicts
    assert (conflict.theirs, conflict.ours, conflict.by) == (
        "She came late. Bus.",
        "Came at ten.",
        "Ben Okafor",
    )
    kept = save_entry(
        run, NewEntry("words", "Came at ten.", conflict.number), by=dana, at=cast.at + MINUTE
    )
    save_entry(run, NewEntry("words", "Came at ten!", 3), by=dana, at=cast.at + MINUTE + ONE_GO)
    assert kept.conflicts == ()
    assert [one.value for one in SessionEntry.objects.order_by("number")] == [
        "She came late. Bus.",
        "Came at ten.",
        "Came at ten!",
    ]


def test_field_that_no_session_has_is_refused(cast: Cast, ben: Actor, run: UUID) -> None:
    for key, value in (
        ("review.no-such", "x"),
        ("review.days.because", "x"),
        ("exercises.consequences.teeth", "x"),
        ("given.1", "done"),
        ("own.99", "x"),
        ("agenda.history", "maybe"),
        ("../../etc", "x"),
        ("words", "x" * 20_001),
    ):
        with pytest.raises(CareRefused):
            typed(run, {key: value}, by=ben, at=cast.at)
    assert not SessionEntry.objects.exists()


def test_review_shows_what_happened_since_and_how_tasks_went(
    cast: Cast, ben: Actor, ana: UUID, course: UUID, run: UUID
) -> None:
    heard = {"heard.power": "The group, perhaps.", "review.days": "Sober, mostly."}
    typed(run, routine(run) | heard | {"own.1": "Call Walt"}, by=ben, at=cast.at)
    end_run(run, by=ben, at=cast.at + HOUR)
    later = cast.at + 7 * DAY
    on = (later - DAY).date()
    keep_log(
        ana,
        days=[NewDay(on, DayState.USED), NewDay(on - DAY, DayState.ABSTINENT)],
        meetings=[
            NewMeeting(on, "Noon Hour", liking=Liking.OK, deeds=frozenset({Deed.GOT_NUMBER}))
        ],
        check_ins=[NewCheckIn(on, urge=3, mood=4)],
        source=Source.ASKED,
        by=ben,
        at=later,
    )
    second = started(ana, course, "acceptance", by=ben, at=later)

    page = open_run(second, by=ben, at=later)

    assert (page.since.days_since, page.since.abstinent, page.since.used_on) == (7, 1, (on,))
    assert page.since.strongest_urge == (3, on)
    assert [one.title for one in page.tasks] == ["Call Walt"]
    assert page.earlier["heard.power"] == [(cast.at.date(), "The group, perhaps.")]
    assert {one.id for one in page.plan.review if page.plan} >= {"who-was-called"}
    assert "heard.themes" in {one.key for one in page.missing}, "there was a meeting"
    task = page.tasks[0].id
    told = {
        **{f"heard.{one}": "Steps." for one in ("themes", "attitude", "power")},
        f"given.{task}": "partly",
        f"given.{task}.words": "He did not pick up.",
        f"given.{task}.again": "yes",
    }
    typed(second, routine(second) | told, by=ben, at=later)
    end_run(second, by=ben, at=later + HOUR)
    assert [(one.state, one.answer) for one in RecoveryTask.objects.order_by("pk")] == [
        (TaskState.PARTLY, "He did not pick up."),
        (TaskState.OPEN, ""),
    ]
    facts = done_session(SessionRun.objects.get(pk=second), cast.client("ana")).facts
    assert facts == (
        "Last contact on Nov 25, 7 days ago.",
        "Of 8 days 2 are known: 1 without use, use on Dec 1.",
        "Meetings: 1 (Dec 1 Noon Hour).",
        "Strongest urge: 3 of 4, on Dec 1.",
        "Mood: 4 of 10.",
        "Task “Call Walt”: partly done. They said: “He did not pick up.”",
    )


def test_yes_at_a_gate_that_stops_ends_the_agenda_and_opens_the_path(
    cast: Cast, ben: Actor, run: UUID
) -> None:
    typed(run, {"safety.danger": "yes", "agenda.settle": "done"}, by=ben, at=cast.at)
    with pytest.raises(NotReady, match="stopped for safety"):
        end_run(run, by=ben, at=cast.at + HOUR)

    path = stop_for_safety(run, "counselor-concern", words="Pills.", by=ben, at=cast.at)

    assert stop_for_safety(run, "counselor-concern", by=ben, at=cast.at) == path
    assert SafetyPath.objects.get().words == "Pills."
    end_run(run, by=ben, at=cast.at + HOUR)
    encounter = Encounter.objects.get()
    assert encounter.outcome == Outcome.PARTIAL
    assert "history" in encounter.skipped
    blocks = done_session(SessionRun.objects.get(), cast.client("ana")).blocks
    assert {one.left_out for one in blocks} == {"", "The session was stopped for safety."}


def test_clock_rests_while_paused_and_asks_where_it_cannot_be_right(
    cast: Cast, ben: Actor, run: UUID
) -> None:
    typed(run, {**routine(run), "minutes": ""}, by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="By the clock it took 600 minutes"):
        end_run(run, by=ben, at=cast.at + 10 * HOUR)
    pause_run(run, by=ben, at=cast.at + 10 * MINUTE)
    resume_run(run, by=ben, at=cast.at + 9 * HOUR)

    end_run(run, by=ben, at=cast.at + 9 * HOUR + 30 * MINUTE)

    assert Encounter.objects.get().minutes == 40


def test_abandoned_session_counts_for_nothing_and_stays_to_be_read(
    cast: Cast, ben: Actor, ana: UUID, course: UUID, run: UUID
) -> None:
    typed(run, {"words": "The wrong Ana."}, by=ben, at=cast.at)
    with pytest.raises(CareRefused, match="why"):
        abandon_run(run, words="", by=ben, at=cast.at)
    abandon_run(run, words="The wrong Ana.", by=ben, at=cast.at)

    assert open_run(run, by=ben, at=cast.at).said["words"] == "The wrong Ana."
    assert not Encounter.objects.exists()
    with pytest.raises(CareRefused, match="abandoned"):
        end_run(run, by=ben, at=cast.at)
    started(ana, course, "introduction", by=ben, at=cast.at)


def test_contact_outside_of_a_course_has_no_agenda_and_can_end(
    cast: Cast, ben: Actor, ana: UUID, course: UUID
) -> None:
    run = start_run(ana, NewRun(), by=ben, at=cast.at)
    typed(run, {"words": "A form was filled in.", "own.1": "Bring it"}, by=ben, at=cast.at)

    end_run(run, by=ben, at=cast.at + 20 * MINUTE)

    encounter = Encounter.objects.get()
    assert (encounter.session, encounter.minutes) == ("", 20)
    done = done_session(SessionRun.objects.get(), cast.client("ana"))
    assert (done.title, done.blocks, done.tasks[0].title) == ("", (), "Bring it")


def test_only_those_in_care_of_the_person_open_or_write(cast: Cast, ben: Actor, run: UUID) -> None:
    for name in ("cleo", "fay", "gil", "ana", "vic"):
        who = cast.actor(name)
        with pytest.raises((AccessDenied, NotFound)):
            open_run(run, by=who, at=cast.at)
        with pytest.raises((AccessDenied, NotFound)):
            typed(run, {"words": "x"}, by=who, at=cast.at)
    with pytest.raises(NotFound):
        open_run(uuid4(), by=ben, at=cast.at)
    assert not SessionEntry.objects.exists()


def test_ticks_about_how_it_was_held_are_about_nobody(cast: Cast, ben: Actor, run: UUID) -> None:
    typed(run, {"fidelity.half": "yes", "words": "x"}, by=ben, at=cast.at)

    assert {one.key: one.client_id for one in SessionEntry.objects.all()} == {
        "fidelity.half": None,
        "words": cast.client("ana").pk,
    }


def test_page_takes_as_many_queries_however_much_was_written(
    cast: Cast, ben: Actor, ana: UUID, course: UUID, run: UUID
) -> None:
    counts = []
    for words in ({"words": "x"}, routine(run) | {"own.1": "a", "own.2": "b"}):
        typed(run, words, by=ben, at=cast.at, number=0)
        with CaptureQueriesContext(connection) as queries:
            open_run(run, by=ben, at=cast.at)
        counts.append(len(queries))
    end_run(run, by=ben, at=cast.at + HOUR)
    after = started(ana, course, "acceptance", by=ben, at=cast.at + DAY)
    with CaptureQueriesContext(connection) as queries:
        open_run(after, by=ben, at=cast.at + DAY)

    assert counts[0] == counts[1]
    assert len(queries) <= counts[0] + 1
