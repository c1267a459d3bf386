"""Teams, caseloads and emergencies: how a record comes into and out of reach."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from cast import Cast
from signing_in import create_person
from stepwell.actions.caseloads import HandOverRefused, hand_over_caseload
from stepwell.actions.client_reading import open_client
from stepwell.actions.clients import NewClient, change_client, create_client
from stepwell.actions.glass_breaks import (
    GlassRefused,
    break_glass,
    list_glass_to_review,
    review_glass,
    see_alerts,
)
from stepwell.actions.roles import end_role, give_role
from stepwell.actions.teams import TeamRefused, create_team, join_team, leave_team
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import Role
from stepwell.queries.clients import clients_visible_to
from stepwell.queries.glass_breaks import alerts_for, glass_breaks_to_review
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import GlassBreak, Team

HOUR = timedelta(hours=1)
WORDS = "He called from the bridge, ben is away."


@pytest.fixture
def bea(cast: Cast) -> Actor:
    """A second counselor of Harbor, in no team."""
    return new_carer(cast, "bea", Role.COUNSELOR)


def new_carer(cast: Cast, name: str, role: Role) -> Actor:
    cast.users[name] = create_person(name)
    harbor = cast.organizations["harbor"]
    with transaction.atomic():
        give_role(cast.users[name], role, organization=harbor, by=cast.actor("abe"), at=cast.at)
    return actor_of(cast, name)


def actor_of(cast: Cast, name: str) -> Actor:
    from dataclasses import replace

    actor = cast.users[name].as_actor(str(cast.organizations["harbor"].pk), cast.at)
    return replace(actor, has_second_factor=True)


def sees_ana(cast: Cast, actor: Actor) -> bool:
    return clients_visible_to(actor, cast.at).filter(pk=cast.client("ana").pk).exists()


def test_team_opens_each_others_clients_until_one_leaves(cast: Cast, bea: Actor) -> None:
    team, dana = Team.objects.get(), cast.actor("dana")
    assert not sees_ana(cast, bea)

    join_team(team.pk, bea.key, by=dana, at=cast.at)
    assert sees_ana(cast, bea)
    with pytest.raises(TeamRefused, match="already"):
        join_team(team.pk, bea.key, by=dana, at=cast.at)

    leave_team(team.pk, bea.key, by=dana, at=cast.at)
    assert not sees_ana(cast, bea)
    with pytest.raises(TeamRefused, match="not in"):
        leave_team(team.pk, bea.key, by=dana, at=cast.at)


def test_team_of_a_supervisor_who_does_not_lead_it_opens_nothing(cast: Cast) -> None:
    eve = new_carer(cast, "eve", Role.SUPERVISOR)
    team, abe = Team.objects.get(), cast.actor("abe")

    join_team(team.pk, eve.key, by=abe, at=cast.at)
    assert not sees_ana(cast, eve)

    leave_team(team.pk, eve.key, by=abe, at=cast.at)
    join_team(team.pk, eve.key, is_lead=True, by=abe, at=cast.at)
    assert sees_ana(cast, eve)


def test_team_is_not_joined_by_oneself(cast: Cast) -> None:
    eve, team = new_carer(cast, "eve", Role.SUPERVISOR), Team.objects.get()

    with pytest.raises(AccessDenied, match="Someone else"):
        join_team(team.pk, eve.key, is_lead=True, by=eve, at=cast.at)

    assert not sees_ana(cast, eve)


def test_team_takes_only_carers_of_the_own_program(cast: Cast) -> None:
    team, abe = Team.objects.get(), cast.actor("abe")

    for name in ("cleo", "fay", "ana", "vic"):
        with pytest.raises(NotFound):
            join_team(team.pk, cast.users[name].pk, by=abe, at=cast.at)
    with pytest.raises(TeamRefused, match="already a team"):
        create_team("Day  team", by=abe, at=cast.at)
    with pytest.raises(AccessDenied):
        create_team("Mine", by=cast.actor("ben"), at=cast.at)


def test_hand_over_caseload_moves_all_and_closes_them_to_the_giver(cast: Cast, bea: Actor) -> None:
    count = hand_over_caseload(
        cast.users["ben"].pk, bea.key, by=cast.actor("dana"), at=cast.at + HOUR
    )

    later = cast.at + HOUR
    assert count == 1
    assert clients_visible_to(bea, later).get() == cast.client("ana")
    assert not clients_visible_to(cast.actor("ben"), later).exists()
    assert AuditEvent.objects.filter(details__contains="handed_over").count() == 1


def test_hand_over_caseload_of_someone_who_left(cast: Cast, bea: Actor) -> None:
    role = RoleAssignment.objects.get(user=cast.users["ben"])
    end_role(role.pk, by=cast.actor("abe"), at=cast.at + HOUR)
    later = cast.at + 2 * HOUR
    dana = cast.actor("dana", at=later)
    assert cast.client("ana") in clients_visible_to(dana, later), "nobody cares for her now"

    hand_over_caseload(cast.users["ben"].pk, bea.key, by=dana, at=later)

    assert clients_visible_to(bea, later).get() == cast.client("ana")


def test_hand_over_caseload_of_some_clients(cast: Cast, bea: Actor) -> None:
    ira = create_client(NewClient(name="Ira"), by=cast.actor("ben"), at=cast.at)
    ben, dana, later = cast.users["ben"].pk, cast.actor("dana"), cast.at + HOUR

    hand_over_caseload(ben, bea.key, client_ids=[ira], by=dana, at=later)

    assert clients_visible_to(bea, later).get().pk == ira
    with pytest.raises(NotFound):
        hand_over_caseload(ben, bea.key, client_ids=[cast.client("una").pk], by=dana, at=later)


def test_hand_over_caseload_refusals(cast: Cast, bea: Actor) -> None:
    ben, dana = cast.users["ben"].pk, cast.actor("dana")

    with pytest.raises(HandOverRefused, match="someone else"):
        hand_over_caseload(ben, ben, by=dana, at=cast.at)
    with pytest.raises(HandOverRefused, match="no clients"):
        hand_over_caseload(bea.key, ben, by=dana, at=cast.at)
    for taker in ("cleo", "fay", "ana"):
        with pytest.raises(NotFound):
            hand_over_caseload(ben, cast.users[taker].pk, by=dana, at=cast.at)
    with pytest.raises(NotFound):
        hand_over_caseload(cast.users["cleo"].pk, ben, by=dana, at=cast.at)
    for name in ("ben", "fay", "abe", "gil"):
        with pytest.raises(AccessDenied):
            hand_over_caseload(ben, bea.key, by=cast.actor(name), at=cast.at)


def test_hand_over_caseload_by_a_supervisor_of_others_is_refused(cast: Cast) -> None:
    eve, later = new_carer(cast, "eve", Role.SUPERVISOR), cast.at + HOUR

    with pytest.raises(AccessDenied):
        hand_over_caseload(cast.users["ben"].pk, eve.key, by=eve, at=later)

    assert not clients_visible_to(eve, later).filter(pk=cast.client("ana").pk).exists()
    assert cast.client("ana") in clients_visible_to(cast.actor("ben"), later)


def break_it(cast: Cast, by: Actor, **changes: object) -> GlassBreak:
    values = {"reason": "emergency", "words": WORDS, "minutes": 30} | changes
    key = break_glass(cast.client("ana").pk, by=by, at=cast.at, **values)  # type: ignore[arg-type]
    return GlassBreak.objects.get(pk=key)


def test_break_glass_opens_the_record_until_the_time_is_over(cast: Cast, bea: Actor) -> None:
    ana = cast.client("ana").pk
    with pytest.raises(AccessDenied):
        open_client(ana, by=bea, at=cast.at)

    break_it(cast, bea)

    card = open_client(ana, by=bea, at=cast.at + timedelta(minutes=29))
    assert card.is_glass_broken
    assert card.clinical
    with pytest.raises(AccessDenied):
        open_client(ana, by=bea, at=cast.at + timedelta(minutes=30))
    with pytest.raises(AccessDenied):
        open_client(cast.client("noel").pk, by=bea, at=cast.at)


def test_break_glass_is_in_the_trail_without_the_words(cast: Cast, bea: Actor) -> None:
    break_it(cast, bea)

    event = AuditEvent.objects.get(event_type="glass_broken")
    assert (event.reason, event.actor_key) == ("emergency", bea.key)
    assert not any("bridge" in str(one) for one in AuditEvent.objects.values())
    assert "bridge" not in repr(GlassBreak.objects.values().get())


def test_break_glass_tells_every_other_supervisor(cast: Cast, bea: Actor) -> None:
    eve = new_carer(cast, "eve", Role.SUPERVISOR)

    break_it(cast, eve)
    break_it(cast, bea)

    dana = cast.actor("dana")
    assert alerts_for(dana).count() == 2
    assert alerts_for(eve).count() == 1
    assert not alerts_for(bea).exists()
    assert see_alerts(by=dana, at=cast.at) == 2
    assert see_alerts(by=dana, at=cast.at) == 0


@pytest.mark.parametrize(
    "changes",
    [{"reason": "curious"}, {"reason": ""}, {"words": "because"}, {"minutes": 0}, {"minutes": 481}],
)
def test_break_glass_without_reason_words_or_limit_is_refused(
    cast: Cast, bea: Actor, changes: dict[str, object]
) -> None:
    with pytest.raises(GlassRefused):
        break_it(cast, bea, **changes)
    assert not GlassBreak.objects.exists()


@pytest.mark.parametrize("name", ["fay", "gil", "abe", "ida", "cora", "vic", "ana", "sol"])
def test_break_glass_by_others_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(AccessDenied):
        break_it(cast, cast.actor(name))


@pytest.mark.parametrize("name", ["cleo", "pat"])
def test_break_glass_of_another_program_is_not_found(cast: Cast, name: str) -> None:
    with pytest.raises(NotFound):
        break_it(cast, cast.actor(name))


def test_review_glass_ends_it_and_takes_it_off_the_list(cast: Cast, bea: Actor) -> None:
    one, dana = break_it(cast, bea), cast.actor("dana")
    assert list(glass_breaks_to_review(dana)) == [one]

    review_glass(one.pk, verdict="justified", by=dana, at=cast.at + timedelta(minutes=5))

    assert not glass_breaks_to_review(dana).exists()
    assert not alerts_for(dana).filter(seen_at=None).exists()
    with pytest.raises(AccessDenied):
        open_client(cast.client("ana").pk, by=bea, at=cast.at + timedelta(minutes=6))
    with pytest.raises(GlassRefused, match="already"):
        review_glass(one.pk, verdict="justified", by=dana, at=cast.at)


def test_list_glass_to_review_says_who_opened_what_and_is_written_down(
    cast: Cast, bea: Actor
) -> None:
    dana, one = cast.actor("dana"), break_it(cast, bea)

    (row,) = list_glass_to_review(by=dana, at=cast.at).rows

    assert (row.id, row.client_name, row.opened_by) == (one.pk, "Ana", "Bea")
    assert (row.reason, row.words) == ("emergency", WORDS)
    event = AuditEvent.objects.get(event_type="record.listed", actor_key=dana.key)
    assert event.details == '{"part":"glass_breaks","results":1}'
    for name in ("ben", "fay", "gil", "abe", "ida"):
        with pytest.raises(AccessDenied):
            list_glass_to_review(by=cast.actor(name), at=cast.at)


def test_review_glass_refusals(cast: Cast, bea: Actor) -> None:
    eve = new_carer(cast, "eve", Role.SUPERVISOR)
    one, hers = break_it(cast, bea), break_it(cast, eve)

    with pytest.raises(GlassRefused, match="sentence"):
        review_glass(one.pk, verdict="questioned", by=eve, at=cast.at)
    with pytest.raises(GlassRefused, match="Choose"):
        review_glass(one.pk, verdict="fine", by=eve, at=cast.at)
    with pytest.raises(AccessDenied, match="Someone else"):
        review_glass(hers.pk, verdict="justified", by=eve, at=cast.at)
    assert list(glass_breaks_to_review(eve)) == [one]
    with pytest.raises(AccessDenied):
        review_glass(one.pk, verdict="justified", by=cast.actor("ben"), at=cast.at)
    with pytest.raises(NotFound):
        review_glass(one.pk, verdict="justified", by=cast.actor("cleo"), at=cast.at)


def test_glass_of_someone_whose_role_ended_opens_nothing(cast: Cast, bea: Actor) -> None:
    break_it(cast, bea)
    role = RoleAssignment.objects.get(user_id=bea.key)

    end_role(role.pk, by=cast.actor("abe"), at=cast.at)

    with pytest.raises(NotFound):
        open_client(cast.client("ana").pk, by=actor_of(cast, "bea"), at=cast.at)
    assert not clients_visible_to(actor_of(cast, "bea"), cast.at).exists()


def test_change_client_out_of_care_is_refused(cast: Cast, bea: Actor) -> None:
    with pytest.raises(AccessDenied):
        change_client(cast.client("ana").pk, {"alias": "x"}, by=bea, at=cast.at)
