"""A task for a significant other: given, let out by consent, answered, gone through."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from cast import Cast
from factories.kept_consents import take_back
from factories.partner_cases import consent_for_sol, given_to_sol, partnership
from factories.session_runs import enrolled, routine, started, typed
from stepwell.actions.accountings import account_for_mine
from stepwell.actions.clients import close_client
from stepwell.actions.done_sessions import done_session
from stepwell.actions.own_brief import open_own_brief
from stepwell.actions.own_record import who_opened_mine
from stepwell.actions.partner_page import open_partner_page, say_how_it_went
from stepwell.actions.partner_reading import open_partner_tasks
from stepwell.actions.partner_tasks import OVER, give_partner_task, show_partner_task
from stepwell.actions.recovery_tasks import NewTask, TaskAnswer, answer_task
from stepwell.actions.roles import end_role
from stepwell.actions.session_ending import end_run
from stepwell.actions.session_reading import open_run
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.note_draft import draft_note
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.disclosures.basis import BasisKind
from stepwell.domain.protocols.items import TaskEvidence, TaskKind
from stepwell.domain.recovery.partners import LONGEST_ANSWER, MOST_ANSWERS, PartnerSaid
from stepwell.domain.recovery.tasks import TaskState
from stepwell.queries.recovery_tasks import open_tasks_of, own_task_ids, tasks_of_course
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import SessionRun
from stepwell.records.people.models import ConjointPartner, Disclosure, Restriction
from stepwell.records.recovery.models import PartnerAnswer, RecoveryTask

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def ben(cast: Cast) -> Actor:
    return cast.actor("ben")


@pytest.fixture
def sol(cast: Cast) -> Actor:
    return cast.actor("sol")


@pytest.fixture
def ana(cast: Cast) -> UUID:
    return cast.client("ana").pk


def titles(sol: Actor, at: object) -> list[str]:
    return [task.title for one in open_partner_page(by=sol, at=at) for task in one.tasks]  # type: ignore[arg-type]


def test_task_stands_on_the_page_and_what_left_in_the_accounting(
    cast: Cast, sol: Actor, ana: UUID
) -> None:
    consent = consent_for_sol(cast, cast.at)
    given_to_sol(cast, "Take Tuesday off", cast.at + HOUR, when="Tue 6 pm", where="12 Elm St")

    (one,) = open_partner_page(by=sol, at=cast.at + HOUR)

    assert one.name == "Ana"
    assert [(task.title, task.when, task.where) for task in one.tasks] == [
        ("Take Tuesday off", "Tue 6 pm", "12 Elm St")
    ]
    assert "42 CFR part 2" in one.statement
    left = Disclosure.objects.get()
    assert left.words == "With: Ana\nTask: Take Tuesday off\nWhen: Tue 6 pm\nWhere: 12 Elm St"
    assert (left.basis, left.basis_key) == (BasisKind.CONSENT, str(consent.pk))
    assert left.recipient["name"] == "Sol"
    assert all(not section["lines"] for section in left.paper["sections"]), "the task alone"
    accounting = account_for_mine(by=cast.actor("ana"), at=cast.at + HOUR)
    assert accounting is not None
    assert len(accounting.entries) == 1


def test_task_without_consent_waits_and_shows_once_it_is_there(
    cast: Cast, ben: Actor, sol: Actor, ana: UUID
) -> None:
    task = given_to_sol(cast, "Take Tuesday off", cast.at)
    assert titles(sol, cast.at) == []
    assert not Disclosure.objects.exists()
    (line,) = open_partner_tasks(ana, by=ben, at=cast.at).partners
    assert line.why_not == ("No consent names this recipient. Ask the client.",)
    with pytest.raises(CareRefused, match="No consent names this recipient"):
        show_partner_task(ana, task, by=ben, at=cast.at)

    consent_for_sol(cast, cast.at + HOUR)
    assert titles(sol, cast.at + HOUR) == [], "a consent lets nothing out by itself"
    show_partner_task(ana, task, by=ben, at=cast.at + HOUR)
    show_partner_task(ana, task, by=ben, at=cast.at + HOUR)

    assert titles(sol, cast.at + HOUR) == ["Take Tuesday off"]
    assert Disclosure.objects.count() == 1
    assert open_partner_tasks(ana, by=ben, at=cast.at + HOUR).partners[0].why_not == ()


def _revoked(cast: Cast) -> None:
    take_back(cast.client("ana").consents.get(), at=cast.at + 2 * HOUR)


def _role_ended(cast: Cast) -> None:
    role = RoleAssignment.objects.get(user=cast.users["sol"])
    end_role(role.pk, by=cast.actor("ben"), at=cast.at + 2 * HOUR)


def _partnership_ended(cast: Cast) -> None:
    ConjointPartner.objects.update(ends_at=cast.at + 2 * HOUR)


def _closed(cast: Cast) -> None:
    close_client(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at + 2 * HOUR)


def _restricted(cast: Cast) -> None:
    Restriction.objects.create(
        client=cast.client("ana"),
        words="Nothing to Sol.",
        recipient={"kind": "family", "name": "Sol", "key": ""},
        state=Restriction.State.ACCEPTED,
        asked_at=cast.at,
        asked_by="test",
        answered_at=cast.at + 2 * HOUR,
        answered_by="test",
    )


def _gone_through(cast: Cast) -> None:
    answer = TaskAnswer(TaskState.DONE)
    task = RecoveryTask.objects.get().pk
    answer_task(cast.client("ana").pk, task, answer, by=cast.actor("ben"), at=cast.at + 2 * HOUR)


@pytest.mark.parametrize(
    "ends", [_revoked, _partnership_ended, _closed, _restricted, _gone_through]
)
def test_page_is_empty_and_answers_are_refused_at_once_when(
    ends: Callable[[Cast], None], cast: Cast, sol: Actor
) -> None:
    consent_for_sol(cast, cast.at)
    task = given_to_sol(cast, "Take Tuesday off", cast.at + HOUR)
    later = cast.at + 3 * HOUR
    assert titles(sol, later) == ["Take Tuesday off"]

    ends(cast)

    assert open_partner_page(by=sol, at=later) == ()
    with pytest.raises(NotFound):
        say_how_it_went(task, PartnerSaid.DONE, "", by=sol, at=later)
    assert not PartnerAnswer.objects.exists()


def test_page_is_refused_once_the_role_has_ended_and_to_everyone_else(
    cast: Cast, sol: Actor
) -> None:
    consent_for_sol(cast, cast.at)
    given_to_sol(cast, "Take Tuesday off", cast.at + HOUR)
    _role_ended(cast)
    later = cast.at + 3 * HOUR

    with pytest.raises(AccessDenied):
        open_partner_page(by=cast.actor("sol", at=later), at=later)
    # With an actor of before the end it is empty.
    assert open_partner_page(by=sol, at=later) == ()
    for name in ("ana", "ben", "dana", "vic", "pat", "gil"):
        with pytest.raises(AccessDenied):
            open_partner_page(by=cast.actor(name), at=cast.at)


def test_consent_ends_with_its_last_day_on_the_programs_calendar(cast: Cast, sol: Actor) -> None:
    consent_for_sol(cast, cast.at)
    given_to_sol(cast, "Take Tuesday off", cast.at)
    # The last day is December 25; New York is five hours behind.
    last = cast.at.replace(month=12, day=26, hour=4)

    assert titles(sol, last) == ["Take Tuesday off"]
    assert titles(sol, last + 2 * HOUR) == []


def test_answer_is_told_at_the_review_and_every_one_is_kept(
    cast: Cast, ben: Actor, sol: Actor, ana: UUID
) -> None:
    consent_for_sol(cast, cast.at)
    task = given_to_sol(cast, "Take Tuesday off", cast.at)

    say_how_it_went(task, PartnerSaid.NOT_DONE, "Work called.", by=sol, at=cast.at + HOUR)
    say_how_it_went(task, PartnerSaid.DONE, " Wednesday then. ", by=sol, at=cast.at + 2 * HOUR)

    (shown,) = open_partner_tasks(ana, by=ben, at=cast.at + 3 * HOUR).waiting
    assert shown.said
    assert shown.said[:2] == ("done", "Wednesday then.")
    assert shown.state is TaskState.OPEN, "the counselor goes through it"
    assert PartnerAnswer.objects.count() == 2
    answer = TaskAnswer(TaskState.DONE, "As he said.", TaskEvidence.PARTNER_REPORT)
    answer_task(ana, task, answer, by=ben, at=cast.at + 3 * HOUR)
    row = RecoveryTask.objects.get()
    assert (row.state, row.evidence, row.answer) == ("done", "partner-report", "As he said.")


def test_answer_to_what_is_not_theirs_or_too_much_is_refused(
    cast: Cast, ben: Actor, sol: Actor, ana: UUID
) -> None:
    consent_for_sol(cast, cast.at)
    task = given_to_sol(cast, "Take Tuesday off", cast.at)
    own = RecoveryTask.objects.create(
        client=cast.client("ana"), kind="attend", title="Go", given_at=cast.at, given_by=ben.key
    )

    for other in (own.pk, uuid4()):
        with pytest.raises(NotFound):
            say_how_it_went(other, PartnerSaid.DONE, "", by=sol, at=cast.at)
    with pytest.raises(CareRefused, match="too long"):
        say_how_it_went(task, PartnerSaid.DONE, "x" * (LONGEST_ANSWER + 1), by=sol, at=cast.at)
    for _ in range(MOST_ANSWERS):
        say_how_it_went(task, PartnerSaid.DONE, "", by=sol, at=cast.at)
    with pytest.raises(CareRefused, match="often"):
        say_how_it_went(task, PartnerSaid.DONE, "", by=sol, at=cast.at)


def test_another_partner_sees_nothing_of_it(cast: Cast, sol: Actor) -> None:
    consent_for_sol(cast, cast.at)
    given_to_sol(cast, "Take Tuesday off", cast.at)
    before = partnership(cast)
    ConjointPartner.objects.create(
        client=cast.client("una"), user=before.user, starts_at=cast.at
    )  # of another program

    # The same person takes part anew: what was meant for them in their first time stays behind.
    ConjointPartner.objects.filter(pk=before.pk).update(ends_at=cast.at)
    ConjointPartner.objects.create(client=before.client, user=before.user, starts_at=cast.at)

    assert open_partner_page(by=sol, at=cast.at + HOUR) == ()


def test_task_without_words_or_without_a_partner_is_refused(
    cast: Cast, ben: Actor, ana: UUID
) -> None:
    partner = partnership(cast)
    with pytest.raises(CareRefused, match="Write what the task is"):
        give_partner_task(ana, partner.pk, NewTask("  ", TaskKind.SKILLS), by=ben, at=cast.at)
    _partnership_ended(cast)

    with pytest.raises(CareRefused, match="do not take part"):
        give_partner_task(
            ana, partner.pk, NewTask("Go", TaskKind.SKILLS), by=ben, at=cast.at + 3 * HOUR
        )
    for name in ("cleo", "sol", "ana", "fay"):
        with pytest.raises((AccessDenied, NotFound)):
            give_partner_task(
                ana, partner.pk, NewTask("Go", TaskKind.SKILLS), by=cast.actor(name), at=cast.at
            )


def test_tasks_of_a_partner_are_none_of_the_persons_own(cast: Cast, ana: UUID, ben: Actor) -> None:
    course = enrolled(ana, by=ben, at=cast.at)
    task = given_to_sol(cast, "Take Tuesday off", cast.at)
    RecoveryTask.objects.filter(pk=task).update(enrollment_id=course)

    assert not open_tasks_of([ana]).exists()
    assert own_task_ids(cast.actor("ana")) == frozenset()
    assert open_own_brief(by=cast.actor("ana"), at=cast.at).tasks == (), "nor is the phone given it"
    assert not tasks_of_course(course).exists()
    assert open_tasks_of([ana], with_partners=True).get().pk == task


def test_session_gives_tasks_to_the_partner_and_goes_through_them(
    cast: Cast, ben: Actor, sol: Actor, ana: UUID
) -> None:
    consent_for_sol(cast, cast.at)
    course = enrolled(ana, by=ben, at=cast.at)
    run = started(ana, course, "introduction", by=ben, at=cast.at)
    assert open_run(run, by=ben, at=cast.at).partner == "Sol"
    words = routine(run) | {
        "tasks.meetings": "yes",
        "own.1": "Look for a group of his own",
        "own.1.for": "yes",
        "own.1.when": "this week",
        "meetings.1": "Basement Lights",
    }
    typed(run, words, by=ben, at=cast.at)

    end_run(run, by=ben, at=cast.at + HOUR)

    theirs = RecoveryTask.objects.exclude(partner_id=None)
    assert [(one.title, one.when) for one in theirs] == [
        ("Look for a group of his own", "this week")
    ]
    assert RecoveryTask.objects.filter(partner_id=None).count() == 2
    assert titles(sol, cast.at + HOUR) == ["Look for a group of his own"]
    done = done_session(SessionRun.objects.get(pk=run), cast.client("ana"))
    assert [one.title for one in done.tasks if one.is_for_partner] == [
        "Look for a group of his own"
    ]

    task = theirs.get()
    say_how_it_went(task.pk, PartnerSaid.DONE, "Went on Thursday.", by=sol, at=cast.at + 2 * HOUR)
    second = started(ana, course, "acceptance", by=ben, at=cast.at + 7 * DAY)
    lines = open_run(second, by=ben, at=cast.at + 7 * DAY).tasks
    (line,) = [one for one in lines if one.partner]
    assert (line.partner, line.partner_said) == ("Sol", ("done", "Went on Thursday."))
    reviewed = {f"given.{one.id}": "done" for one in lines} | {
        f"given.{task.pk}.shown": "partner-report",
        f"given.{task.pk}.again": "yes",
    }
    typed(second, routine(second) | reviewed, by=ben, at=cast.at + 7 * DAY)
    end_run(second, by=ben, at=cast.at + 7 * DAY + HOUR)

    task.refresh_from_db()
    assert (task.state, task.evidence) == ("done", "partner-report")
    assert titles(sol, cast.at + 8 * DAY) == ["Look for a group of his own"], "given again"
    facts = done_session(SessionRun.objects.get(pk=second), cast.client("ana")).facts
    assert "Task of their partner “Look for a group of his own”: done." in facts


def test_note_draft_says_whose_task_it_is(cast: Cast, ben: Actor, ana: UUID) -> None:
    course = enrolled(ana, by=ben, at=cast.at)
    run = started(ana, course, "introduction", by=ben, at=cast.at)
    words = routine(run) | {"own.1": "Look for a group", "own.1.for": "yes"}
    typed(run, words, by=ben, at=cast.at)
    end_run(run, by=ben, at=cast.at + HOUR)

    done = done_session(SessionRun.objects.get(), cast.client("ana"))

    assert "For their partner: Look for a group." in draft_note(done)


def test_session_does_not_end_with_a_task_for_someone_who_is_gone(
    cast: Cast, ben: Actor, ana: UUID
) -> None:
    course = enrolled(ana, by=ben, at=cast.at)
    run = started(ana, course, "introduction", by=ben, at=cast.at)
    words = routine(run) | {"own.1": "Look for a group", "own.1.for": "yes"}
    typed(run, words, by=ben, at=cast.at)
    ConjointPartner.objects.update(ends_at=cast.at)

    with pytest.raises(CareRefused, match=OVER[:20]):
        end_run(run, by=ben, at=cast.at + HOUR)

    assert not RecoveryTask.objects.exists()


def test_trail_says_that_they_looked_and_answered_and_no_word_of_it(
    cast: Cast, sol: Actor, ana: UUID
) -> None:
    open_partner_page(by=sol, at=cast.at)
    assert not AuditEvent.objects.filter(actor_key=sol.key).exists(), "nothing was read"
    consent_for_sol(cast, cast.at)
    task = given_to_sol(cast, "Take Tuesday off", cast.at)
    open_partner_page(by=sol, at=cast.at)
    say_how_it_went(task, PartnerSaid.DONE, "Quistgaard", by=sol, at=cast.at)

    events = AuditEvent.objects.filter(actor_key=sol.key).order_by("sequence")
    assert [(one.event_type, json.loads(one.details)) for one in events] == [
        ("record.viewed", {"part": "partner_page"}),
        ("care.changed", {"part": "recovery_task", "change": "saved"}),
    ]
    assert {one.record_id for one in events} == {str(ana)}
    assert "Sol" not in {one.actor_name for one in events}
    opened = who_opened_mine(by=cast.actor("ana"), at=cast.at + DAY)
    assert opened is not None
