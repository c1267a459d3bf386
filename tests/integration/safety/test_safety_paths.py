"""Safety paths in the database: who can do what on them, what is kept, what is written down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from signing_in import create_person
from stepwell.actions import incidents, safety_path_reading, safety_paths, safety_plans, screeners
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.demo_safety import load_safety
from stepwell.actions.roles import give_role
from stepwell.actions.safety_path_reading import list_own_concerns, list_paths, open_path
from stepwell.actions.safety_paths import (
    ask_for_help,
    dispose_path,
    name_client,
    open_concern,
    review_path,
    settle_step,
    take_path,
)
from stepwell.actions.screeners import keep_screener
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import Role
from stepwell.domain.safety.paths import Disposition, PathRefused, PathStatus
from stepwell.domain.safety.plan import PlanPart
from stepwell.domain.safety.triage import Answer, Level
from stepwell.queries.safety_paths import count_paths
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import SafetyPath, SafetyPathEvent, ScreenerAnswer

MINUTE = timedelta(minutes=1)
NO = dict.fromkeys(("1", "2", "3", "4", "5", "6", "6b"), Answer.NO)
CALM = Disposition("goes-on", "Calm again, stays for the group.")


def bea(cast: Cast) -> Actor:
    """A second counselor of Harbor, in no team."""
    cast.users["bea"] = create_person("bea")
    harbor = cast.organizations["harbor"]
    give_role(cast.users["bea"], Role.COUNSELOR, organization=harbor, by=COMMAND_LINE, at=cast.at)
    actor = cast.users["bea"].as_actor(str(harbor.pk), cast.at)
    from dataclasses import replace

    return replace(actor, has_second_factor=True)


def arrival(cast: Cast, client: str | None = "ana") -> object:
    return open_concern(
        "intoxicated-arrival",
        client_id=cast.client(client).pk if client else None,
        who="" if client else "Gray coat, by the window",
        words="Sways.",
        by=cast.actor("fay"),
        at=cast.at,
    )


def walk(path_id: object, by: Actor, cast: Cast) -> None:
    """Take it and settle every step."""
    take_path(path_id, by=by, at=cast.at)  # type: ignore[arg-type]
    for step in open_path(path_id, by=by, at=cast.at).steps:  # type: ignore[arg-type]
        if step.settled is None:
            settle_step(path_id, step.rule.slug, is_waived=False, by=by, at=cast.at)  # type: ignore[arg-type]


def test_path_from_the_desk_to_the_sign_off(cast: Cast) -> None:
    fay, ben, dana = (cast.actor(name) for name in ("fay", "ben", "dana"))
    path_id = arrival(cast)

    (mine,) = list_own_concerns(by=fay, at=cast.at)
    assert (mine.taken_by, mine.is_over) == ("", False)
    with pytest.raises(AccessDenied):
        open_path(path_id, by=fay, at=cast.at)

    walk(path_id, ben, cast)
    (mine,) = list_own_concerns(by=fay, at=cast.at)
    assert mine.taken_by == "Ben Okafor"
    dispose_path(path_id, CALM, by=ben, at=cast.at)
    with pytest.raises(AccessDenied):
        review_path(path_id, is_signed_off=True, by=ben, at=cast.at)
    review_path(path_id, is_signed_off=True, by=dana, at=cast.at)

    page = open_path(path_id, by=dana, at=cast.at)
    assert page.state.status is PathStatus.CLOSED
    assert SafetyPath.objects.get().closed_at == cast.at
    assert list_paths(by=dana, at=cast.at) == []
    assert [row.id for row in list_paths(by=dana, at=cast.at, is_closed=True)] == [path_id]
    assert list(SafetyPathEvent.objects.values_list("position", flat=True)) == list(
        range(1, SafetyPathEvent.objects.count() + 1)
    )


def test_path_of_others_is_seen_only_when_urgent_and_opened_by_taking_it(cast: Cast) -> None:
    other = bea(cast)
    urgent = arrival(cast)
    calm = open_concern(
        "return-to-use", client_id=cast.client("ana").pk, by=cast.actor("ben"), at=cast.at
    )

    (row,) = list_paths(by=other, at=cast.at)
    assert (row.id, row.may_see) == (urgent, False)
    assert count_paths(other, cast.at) == (1, 0)
    with pytest.raises(AccessDenied):
        open_path(urgent, by=other, at=cast.at)
    with pytest.raises(AccessDenied):
        take_path(calm, by=other, at=cast.at)

    take_path(urgent, by=other, at=cast.at)
    page = open_path(urgent, by=other, at=cast.at)
    assert page.can_write_plan
    assert not page.can_reach_record
    assert not safety_plans.open_plan(cast.client("ana").pk, by=other, at=cast.at).versions
    assert len(list_paths(by=cast.actor("dana"), at=cast.at)) == 2, "a supervisor sees all"


def test_path_over_someone_unknown_is_everyones_in_care_until_named(cast: Cast) -> None:
    with pytest.raises(PathRefused, match="how to find them"):
        open_concern("walk-in-crisis", by=cast.actor("fay"), at=cast.at)
    path_id = arrival(cast, None)
    other = bea(cast)
    assert open_path(path_id, by=other, at=cast.at).name == "Gray coat, by the window"

    name_client(path_id, cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)

    with pytest.raises(PathRefused, match="known already"):
        name_client(path_id, cast.client("noel").pk, by=cast.actor("dana"), at=cast.at)
    assert open_path(path_id, by=cast.actor("ben"), at=cast.at).name == "Ana"


@pytest.mark.parametrize(
    ("who", "concern"),
    [
        ("fay", "return-to-use"),
        ("fay", "crisis-tap"),
        ("ben", "crisis-tap"),
        ("gil", "walk-in-crisis"),
    ],
)
def test_concern_is_opened_only_by_those_it_is_for(cast: Cast, who: str, concern: str) -> None:
    with pytest.raises(AccessDenied):
        open_concern(concern, client_id=cast.client("ana").pk, by=cast.actor(who), at=cast.at)
    assert not SafetyPath.objects.exists()


def test_crisis_tap_opens_one_path_and_a_second_tap_is_kept_on_it(cast: Cast) -> None:
    ana = cast.actor("ana")

    first = ask_for_help(words="I can’t", by=ana, at=cast.at)
    again = ask_for_help(by=ana, at=cast.at + MINUTE)

    assert first == again
    page = open_path(first, by=cast.actor("ben"), at=cast.at + 30 * MINUTE)
    assert [one.kind for one in page.history] == ["tapped"]
    assert page.steps[0].due is not None
    assert page.steps[0].due.is_overdue
    with pytest.raises(AccessDenied):
        ask_for_help(by=cast.actor("vic"), at=cast.at)
    with pytest.raises(AccessDenied, match="Call 988"):
        ask_for_help(by=cast.actor("pat"), at=cast.at)


def test_high_screener_without_a_path_opens_one_that_asks_for_plan_and_supervisor(
    cast: Cast,
) -> None:
    ben, ana = cast.actor("ben"), cast.client("ana").pk
    assert keep_screener(ana, NO, by=ben, at=cast.at).path_id is None

    kept = keep_screener(ana, NO | {"5": Answer.YES}, by=ben, at=cast.at)

    assert kept.triage.level is Level.HIGH
    assert kept.path_id is not None
    page = open_path(kept.path_id, by=ben, at=cast.at)
    still = {one.rule.slug for one in page.steps if one.settled is None}
    assert {"plan", "supervisor"} <= still
    assert "screen" not in still
    assert page.state.urgency == "now"
    safety_plans.keep_plan(
        ana, {PlanPart.ALONE: ["Walk"]}, is_made_together=True, replaces=None, by=ben, at=cast.at
    )
    page = open_path(kept.path_id, by=ben, at=cast.at)
    assert "plan" not in {one.rule.slug for one in page.steps if one.settled is None}
    assert ScreenerAnswer.objects.filter(policy="columbia-default-v1").count() == 2


def test_declined_answer_opens_a_path_too(cast: Cast) -> None:
    declined = NO | {"2": Answer.DECLINED}
    kept = keep_screener(cast.client("ana").pk, declined, by=cast.actor("ben"), at=cast.at)

    assert kept.path_id is not None


def test_path_is_sealed_and_the_trail_says_nothing_of_what_was_seen(cast: Cast) -> None:
    path_id = arrival(cast)
    take_path(path_id, by=cast.actor("ben"), at=cast.at)
    settle_step(
        path_id,
        "danger",
        words="Two pints of gin",
        is_waived=False,
        by=cast.actor("ben"),
        at=cast.at,
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT concern, words, who FROM care_safetypath")
        path = b"".join(bytes(one) for one in cursor.fetchone())
        cursor.execute("SELECT details FROM care_safetypathevent")
        events = b"".join(bytes(row[0]) for row in cursor.fetchall())
    for secret in (b"intoxicated", b"Sways", b"gin", b"danger"):
        assert secret not in path + events
    trail = " ".join(AuditEvent.objects.values_list("details", flat=True))
    assert '"change":"taken"' in trail
    for secret in ("intoxicated", "Sways", "gin", "danger"):
        assert secret not in trail


def test_looking_at_a_path_is_in_the_clients_own_trail(cast: Cast) -> None:
    path_id = arrival(cast)
    open_path(path_id, by=cast.actor("ben"), at=cast.at)

    assert AuditEvent.objects.filter(
        event_type="record.viewed",
        record_kind="client",
        record_id=str(cast.client("ana").pk),
        actor_key=cast.actor("ben").key,
    ).exists()


def test_refused_deed_leaves_no_trace(cast: Cast) -> None:
    path_id = arrival(cast)
    before = AuditEvent.objects.count()

    with pytest.raises(PathRefused):
        dispose_path(path_id, CALM, by=cast.actor("ben"), at=cast.at)
    with pytest.raises(PathRefused):
        settle_step(path_id, "plan", is_waived=False, by=cast.actor("ben"), at=cast.at)

    assert not SafetyPathEvent.objects.exists()
    assert AuditEvent.objects.count() == before


def test_another_programs_path_plan_and_incident_are_not_there(cast: Cast) -> None:
    path_id = arrival(cast)
    ana, cleo = cast.client("ana").pk, cast.actor("cleo")
    new = incidents.NewIncident("fall", cast.at, "Slipped.")
    incident_id = incidents.report_incident(new, by=cast.actor("fay"), at=cast.at)
    deeds = [
        lambda: open_path(path_id, by=cleo, at=cast.at),
        lambda: take_path(path_id, by=cleo, at=cast.at),
        lambda: settle_step(path_id, "speak", is_waived=False, by=cleo, at=cast.at),
        lambda: dispose_path(path_id, CALM, by=cleo, at=cast.at),
        lambda: review_path(path_id, is_signed_off=True, by=cleo, at=cast.at),
        lambda: safety_paths.check_may_review(path_id, by=cleo, at=cast.at),
        lambda: name_client(path_id, ana, by=cleo, at=cast.at),
        lambda: safety_path_reading.open_own_concern(path_id, by=cleo, at=cast.at),
        lambda: open_concern("walk-in-crisis", client_id=ana, by=cleo, at=cast.at),
        lambda: safety_plans.open_plan(ana, by=cleo, at=cast.at),
        lambda: safety_plans.print_plan(ana, by=cleo, at=cast.at),
        lambda: safety_plans.keep_plan(
            ana, {}, is_made_together=True, replaces=None, by=cleo, at=cast.at
        ),
        lambda: screeners.open_screener(ana, by=cleo, at=cast.at),
        lambda: keep_screener(ana, NO, by=cleo, at=cast.at),
        lambda: incidents.open_incident(incident_id, by=cleo, at=cast.at),
        lambda: incidents.check_may_review(incident_id, by=cleo),
    ]
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    assert list_paths(by=cleo, at=cast.at) == []
    assert safety_path_reading.list_paths_of_client(ana, by=cleo, at=cast.at) == []


def test_list_of_paths_asks_the_database_as_often_for_many_as_for_few(cast: Cast) -> None:
    dana = cast.actor("dana")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list_paths(by=dana, at=cast.at)
        return len(asked)

    arrival(cast)
    few = queries()
    for number in range(6):
        client = create_client(NewClient(name=f"Wen {number}"), by=cast.actor("fay"), at=cast.at)
        path = open_concern("walk-in-crisis", client_id=client, by=cast.actor("fay"), at=cast.at)
        take_path(path, by=dana, at=cast.at)
    assert queries() <= few + 1, "names of those who took them, once"


def test_demo_shows_a_plan_a_closed_and_an_open_path_and_an_incident(cast: Cast) -> None:
    at = cast.at + timedelta(days=30)
    load_safety(at=at)

    dana = cast.actor("dana", at=at)
    (arrived,) = list_paths(by=dana, at=at)
    assert arrived.taken_by == "Dana Reyes"
    assert len(list_paths(by=dana, at=at, is_closed=True)) == 1
    plan = safety_plans.open_plan(cast.client("ana").pk, by=cast.actor("ben", at=at), at=at)
    assert [one.number for one in plan.versions] == [2, 1]
    (incident,) = incidents.list_incidents(by=dana, at=at).found.rows
    assert incident.review_due is not None
