"""Who sees which clients, how much of them, and that it is written down."""

from __future__ import annotations

import json

import pytest

from cast import Cast
from stepwell.actions.client_reading import (
    count_clients,
    find_in_emergency,
    list_clients,
    open_client,
    search_clients,
)
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.policies.clients import can_see_client, can_see_clinical
from stepwell.queries.clients import (
    clients_in_care_of,
    clients_of_organization,
    clients_visible_to,
    facts_of,
)
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client

SEES = {
    "ana": {"ana"},
    "ben": {"ana"},
    "dana": {"ana", "noel"},
    "gil": set(),
    "fay": {"ana", "noel"},
    "cora": set(),
    "abe": set(),
    "ida": set(),
    "vic": set(),
    "sol": set(),
    "cleo": {"una"},
    "pat": set(),
}
STAFF_WHO_LIST = ("ben", "dana", "fay", "cleo")


@pytest.mark.parametrize("name", SEES)
def test_clients_visible_to_each_of_the_cast(cast: Cast, name: str) -> None:
    visible = set(clients_visible_to(cast.actor(name), cast.at))

    assert visible == {cast.client(key) for key in SEES[name]}


@pytest.mark.parametrize("name", SEES)
def test_clients_visible_to_is_what_the_rule_says_of_each_client(cast: Cast, name: str) -> None:
    """The query and the rule are written twice; they agree."""
    actor = cast.actor(name)
    visible = set(clients_visible_to(actor, cast.at))

    in_care = set(clients_in_care_of(actor, cast.at))

    for client in Client.objects.all():
        facts = facts_of(client, actor, cast.at)
        assert (client in visible) is can_see_client(actor, facts)
        assert (client in in_care) is can_see_clinical(actor, facts)


@pytest.mark.parametrize("name", STAFF_WHO_LIST)
def test_clients_visible_to_staff_without_second_factor_are_none(cast: Cast, name: str) -> None:
    actor = cast.actor(name, has_second_factor=False)

    assert not clients_visible_to(actor, cast.at).exists()
    with pytest.raises(AccessDenied):
        list_clients(by=actor, at=cast.at)


@pytest.mark.parametrize("name", SEES)
@pytest.mark.parametrize("key", ["ana", "noel", "una"])
def test_open_client_by_each_of_the_cast(cast: Cast, name: str, key: str) -> None:
    client, actor = cast.client(key), cast.actor(name)
    if key in SEES[name]:
        assert open_client(client.pk, by=actor, at=cast.at).id == client.pk
        return
    is_here = str(client.organization_id) == actor.organization_id
    with pytest.raises(AccessDenied if is_here else NotFound):
        open_client(client.pk, by=actor, at=cast.at)


@pytest.mark.parametrize("client_id", ["", "1", "ana", "../x", "0" * 32])
def test_open_client_with_a_guessed_id_is_not_found(cast: Cast, client_id: str) -> None:
    with pytest.raises(NotFound):
        open_client(client_id, by=cast.actor("ben"), at=cast.at)


def test_open_client_shows_the_desk_contacts_and_nothing_clinical(cast: Cast) -> None:
    for_desk = open_client(cast.client("ana").pk, by=cast.actor("fay"), at=cast.at)
    for_counselor = open_client(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)

    assert for_desk.name == "Ana Whitlock"
    assert for_desk.clinical is None
    assert for_counselor.clinical is not None
    assert for_counselor.clinical.substances == ("alcohol",)


def test_open_client_is_written_down_without_name_or_content(cast: Cast) -> None:
    client = cast.client("ana")

    open_client(client.pk, by=cast.actor("ben"), at=cast.at)

    event = AuditEvent.objects.filter(event_type="record.viewed").get()
    assert event.record_id == str(client.pk)
    assert event.actor_key == cast.actor("ben").key
    assert event.organization == str(cast.organizations["harbor"].pk)
    assert json.loads(event.details) == {"part": "clinical", "is_break_glass": False}
    whole = " ".join(str(value) for row in AuditEvent.objects.values() for value in row.values())
    for secret in ("Whitlock", "alcohol", "meetings"):
        assert secret not in whole


def test_list_clients_is_written_down_with_how_many(cast: Cast) -> None:
    rows = list_clients(by=cast.actor("fay"), at=cast.at).rows

    assert [row.name for row in rows] == ["Ana", "Noel Farrow"]
    event = AuditEvent.objects.get(event_type="record.listed")
    assert json.loads(event.details) == {"part": "clients", "results": 2}


@pytest.mark.parametrize("text", ["ana", "WHIT", "whitlock ana", "Ana Whitlock"])
def test_search_clients_finds_beginnings_of_words(cast: Cast, text: str) -> None:
    rows = search_clients(text, by=cast.actor("ben"), at=cast.at).rows

    assert [row.id for row in rows] == [cast.client("ana").pk]


@pytest.mark.parametrize("text", ["", "a", "Noel", "Una", "hitlock", "alcohol", "%", "_"])
def test_search_clients_finds_nothing_beyond_what_one_sees(cast: Cast, text: str) -> None:
    assert search_clients(text, by=cast.actor("ben"), at=cast.at).rows == ()


def test_search_clients_never_writes_down_what_was_typed(cast: Cast) -> None:
    search_clients("Whitlock", by=cast.actor("ben"), at=cast.at)

    event = AuditEvent.objects.get(event_type="record.searched")
    assert "hitlock" not in event.details


def test_find_in_emergency_takes_whole_names_of_the_own_program_only(cast: Cast) -> None:
    ben = cast.actor("ben")

    assert [r.id for r in find_in_emergency("noel farrow", by=ben, at=cast.at)] == [
        cast.client("noel").pk
    ]
    assert find_in_emergency("Noel", by=ben, at=cast.at) == []
    assert find_in_emergency("Una Sandoval", by=ben, at=cast.at) == []
    with pytest.raises(AccessDenied):
        find_in_emergency("Noel Farrow", by=cast.actor("fay"), at=cast.at)


def test_count_clients_hides_small_numbers_from_the_director(cast: Cast) -> None:
    counts = count_clients(by=cast.actor("gil"), at=cast.at)

    assert counts.total is None
    assert counts.by_site == {"No site": None}


def test_count_clients_shows_larger_numbers_of_the_own_program(cast: Cast) -> None:
    for _ in range(9):
        Client.objects.create(
            organization=cast.organizations["harbor"], alias="x", created_at=cast.at, created_by="t"
        )

    counts = count_clients(by=cast.actor("gil"), at=cast.at)

    assert counts.total == 11
    for name in ("ben", "fay", "abe", "ida", "ana"):
        with pytest.raises(AccessDenied):
            count_clients(by=cast.actor(name), at=cast.at)


def test_clients_of_organization_is_empty_for_whoever_acts_nowhere(cast: Cast) -> None:
    nobody = cast.users["ben"].as_actor()

    assert not clients_of_organization(nobody).exists()
    assert not clients_visible_to(nobody, cast.at).exists()
