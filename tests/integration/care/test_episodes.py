"""An episode of care: its transitions, goals, codes, treatments and end."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cast import Cast
from factories.admissions import admitted
from stepwell.actions.care_facts import add_diagnosis, add_therapy, end_therapy, remove_diagnosis
from stepwell.actions.care_goals import NewGoal, add_plan_goal, set_goal, settle_plan_goal
from stepwell.actions.care_reading import open_care
from stepwell.actions.care_views import CarePage, EpisodeView
from stepwell.actions.client_merges import MergeRefused, merge_clients, undo_merge
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.episodes import discharge, move_episode
from stepwell.actions.privacy_notices import give_notice
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.diagnoses import CodeSystem
from stepwell.domain.care.episodes import (
    DischargeReason,
    EpisodeEvent,
    EpisodeStatus,
    LevelOfCare,
    PlanPart,
)
from stepwell.domain.care.goals import GoalKind, PlanGoalEvent, PlanGoalState
from stepwell.domain.care.refusal import CareRefused
from stepwell.queries.episodes import state_by_transitions
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import (
    CarePlanGoal,
    EpisodeOfCare,
    EpisodeTransition,
)
from stepwell.records.people.models import NoticeReceipt

DAY = timedelta(days=1)


def seen(cast: Cast, key: str = "ana", name: str = "ben") -> CarePage:
    return open_care(cast.client(key).pk, by=cast.actor(name), at=cast.at)


def current(cast: Cast) -> EpisodeView:
    episode = seen(cast).current
    assert episode
    return episode


@pytest.fixture
def episode(cast: Cast) -> UUID:
    return admitted(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)


def test_transitions_are_kept_and_are_what_the_row_says(cast: Cast, episode: UUID) -> None:
    ben, at = cast.actor("ben"), cast.at
    outpatient = LevelOfCare.OUTPATIENT
    move_episode(episode, EpisodeEvent.CHANGE_LEVEL, level=outpatient, by=ben, at=at)
    move_episode(episode, EpisodeEvent.HOLD, words="In the hospital.", by=ben, at=at + DAY)
    with pytest.raises(CareRefused, match="on hold"):
        move_episode(episode, EpisodeEvent.CHANGE_LEVEL, level=outpatient, by=ben, at=at + DAY)
    move_episode(episode, EpisodeEvent.RESUME, by=ben, at=at + 2 * DAY)

    view = current(cast)

    assert (view.level, view.status) == (outpatient, EpisodeStatus.ACTIVE)
    assert [one.event for one in view.transitions] == ["change_level", "hold", "resume"]
    assert view.transitions[1].words == "In the hospital."
    assert view.transitions[1].by == "Ben Okafor"
    row = EpisodeOfCare.objects.get(pk=episode)
    fold = state_by_transitions(row)
    assert (fold.status, fold.level) == (row.status, row.level)


def test_two_who_write_at_once_do_not_overwrite_each_other(cast: Cast, episode: UUID) -> None:
    ben, at = cast.actor("ben"), cast.at
    move_episode(episode, EpisodeEvent.HOLD, words="Away.", by=ben, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        EpisodeTransition.objects.create(
            episode_id=episode, position=1, event="hold", status="on_hold", level="", at=at, by="x"
        )


def test_discharge_leaves_a_plan_and_can_be_taken_back(cast: Cast, episode: UUID) -> None:
    ben, at = cast.actor("ben"), cast.at
    with pytest.raises(CareRefused, match="at least one line"):
        discharge(episode, DischargeReason.COMPLETED, {}, by=ben, at=at)
    assert current(cast).status is EpisodeStatus.ACTIVE, "nothing of it is left"
    plan = {PlanPart.NEXT_CONTACT: "Call on December 1", PlanPart.MEETINGS: " "}
    discharge(episode, DischargeReason.COMPLETED, plan, words="All six.", by=ben, at=at)

    (view,) = seen(cast).episodes
    assert (view.status, view.ended_on) == (EpisodeStatus.DISCHARGED, date(2026, 11, 25))
    assert view.discharge
    assert view.discharge.plan == {PlanPart.NEXT_CONTACT: "Call on December 1"}
    with pytest.raises(CareRefused, match="has been discharged"):
        add_plan_goal(episode, "Walk", by=ben, at=at)
    with pytest.raises(CareRefused, match="why"):
        move_episode(episode, EpisodeEvent.TAKE_BACK_DISCHARGE, by=ben, at=at)
    move_episode(episode, EpisodeEvent.TAKE_BACK_DISCHARGE, words="Wrong person.", by=ben, at=at)
    assert current(cast).discharge is None


def test_discharge_is_not_taken_back_over_a_new_episode(cast: Cast, episode: UUID) -> None:
    ben, at = cast.actor("ben"), cast.at
    discharge(episode, DischargeReason.LEFT, {}, by=ben, at=at)
    admitted(cast.client("ana").pk, by=ben, at=at + DAY)

    with pytest.raises(CareRefused, match="come again"):
        move_episode(episode, EpisodeEvent.TAKE_BACK_DISCHARGE, words="Oh.", by=ben, at=at)
    assert len(seen(cast).episodes) == 2


def test_goals_codes_and_treatments(cast: Cast, episode: UUID) -> None:
    ben, at = cast.actor("ben"), cast.at
    set_goal(episode, NewGoal(GoalKind.UNDECIDED, words="Let me see."), by=ben, at=at)
    abstinent = NewGoal(GoalKind.ABSTINENCE, ("alcohol",), date(2026, 11, 1))
    set_goal(episode, abstinent, by=ben, at=at + DAY)
    walk = add_plan_goal(episode, "Sleep through", steps="Phone out", by=ben, at=at)
    settle_plan_goal(episode, walk, PlanGoalEvent.MEET, outcome="Most nights", by=ben, at=at)
    first = add_diagnosis(episode, CodeSystem.ICD_10_CM, "f10.20", is_principal=True, by=ben, at=at)
    second = add_diagnosis(
        episode, CodeSystem.ICD_10_CM, "F32.1", is_principal=True, by=ben, at=at + DAY
    )
    with pytest.raises(CareRefused, match="entered already"):
        add_diagnosis(episode, CodeSystem.ICD_10_CM, "F32.1", by=ben, at=at)
    pills = add_therapy(episode, "Naltrexone", giver="Dr. Lund", by=ben, at=at)
    end_therapy(episode, pills, by=ben, at=at)

    view = current(cast)

    assert [one.kind for one in view.goals] == [GoalKind.ABSTINENCE, GoalKind.UNDECIDED]
    assert (view.goals[0].since, view.goals[0].substances) == (date(2026, 11, 1), ("alcohol",))
    assert [(one.status, one.outcome) for one in view.plan_goals] == [
        (PlanGoalState.MET, "Most nights")
    ]
    assert [(one.id, one.is_principal) for one in view.diagnoses] == [
        (second, True),
        (first, False),
    ]
    assert view.therapies[0].ended_on == date(2026, 11, 25)
    remove_diagnosis(episode, first, by=ben, at=at)
    assert [one.code for one in current(cast).diagnoses] == ["F32.1"]
    with pytest.raises(CareRefused):
        remove_diagnosis(episode, first, by=ben, at=at)
    with pytest.raises(CareRefused):
        settle_plan_goal(episode, walk, PlanGoalEvent.DROP, by=ben, at=at)


def test_rows_of_another_episode_are_not_found(cast: Cast, episode: UUID) -> None:
    cleo, at = cast.actor("cleo"), cast.at
    other = admitted(cast.client("una").pk, by=cleo, at=at)
    goal = add_plan_goal(other, "Call home", by=cleo, at=at)

    with pytest.raises(NotFound):
        settle_plan_goal(episode, goal, PlanGoalEvent.MEET, by=cast.actor("ben"), at=at)
    with pytest.raises(NotFound):
        move_episode(other, EpisodeEvent.HOLD, words="x", by=cast.actor("ben"), at=at)
    assert CarePlanGoal.objects.get(pk=goal).status == PlanGoalState.OPEN


def test_care_is_seen_by_those_who_care(cast: Cast, episode: UUID) -> None:
    for name in ("fay", "gil", "cora", "abe", "ida", "vic", "sol", "ana"):
        with pytest.raises(AccessDenied):
            seen(cast, name=name)
        with pytest.raises(AccessDenied):
            set_goal(episode, NewGoal(GoalKind.UNDECIDED), by=cast.actor(name), at=cast.at)


def test_care_stays_closed_while_the_notice_is_owed(cast: Cast, episode: UUID) -> None:
    NoticeReceipt.objects.filter(client=cast.client("ana")).delete()
    ben, late = cast.actor("ben"), cast.at + 4 * DAY
    with pytest.raises(AccessDenied, match="privacy notice first"):
        open_care(cast.client("ana").pk, by=ben, at=late)
    with pytest.raises(AccessDenied, match="privacy notice first"):
        set_goal(episode, NewGoal(GoalKind.UNDECIDED), by=ben, at=late)

    give_notice(
        cast.client("ana").pk,
        language="en",
        outcome="taken",
        way="paper",
        name="",
        by=ben,
        at=late,
    )
    assert open_care(cast.client("ana").pk, by=ben, at=late).current


def test_page_takes_as_many_queries_with_much_as_with_little(cast: Cast, episode: UUID) -> None:
    ben, counts = cast.actor("ben"), []
    for wanted in (1, 12):
        while CarePlanGoal.objects.count() < wanted:
            add_plan_goal(episode, "One more", by=ben, at=cast.at)
            add_therapy(episode, "One more", by=ben, at=cast.at)
            set_goal(episode, NewGoal(GoalKind.UNDECIDED), by=ben, at=cast.at)
            number = CarePlanGoal.objects.count()
            add_diagnosis(episode, CodeSystem.OTHER, f"c{number}", by=ben, at=cast.at)
        with CaptureQueriesContext(connection) as queries:
            seen(cast)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_merge_moves_care_and_is_refused_while_both_are_in_care(cast: Cast, episode: UUID) -> None:
    dana, at = cast.actor("dana"), cast.at
    twin = create_client(NewClient(name="Ana Whitlok"), by=dana, at=at)
    second = admitted(twin, by=dana, at=at)
    with pytest.raises(MergeRefused, match="Both records are in care"):
        merge_clients(cast.client("ana").pk, twin, by=dana, at=at)
    discharge(second, DischargeReason.OTHER, {}, by=dana, at=at)

    merge = merge_clients(cast.client("ana").pk, twin, by=dana, at=at)
    assert len(seen(cast).episodes) == 2
    undo_merge(merge, by=dana, at=at)
    assert [one.id for one in seen(cast).episodes] == [episode]


def test_trail_says_that_and_not_what(cast: Cast, episode: UUID) -> None:
    add_diagnosis(episode, CodeSystem.ICD_10_CM, "F10.20", by=cast.actor("ben"), at=cast.at)

    last = AuditEvent.objects.filter(event_type="care.changed").latest("sequence")
    assert last.details == '{"change":"added","part":"diagnosis"}'
    assert last.record_id == str(cast.client("ana").pk)
