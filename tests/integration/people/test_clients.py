"""Adding, changing and assigning clients."""

from __future__ import annotations

import json
from datetime import time
from typing import Any

import pytest

from cast import Cast
from stepwell.actions.client_reading import open_client
from stepwell.actions.clients import (
    ClientRefused,
    NewClient,
    NewContactRules,
    assign_client,
    change_client,
    close_client,
    create_client,
    end_assignment,
    reopen_client,
    set_contact_rules,
    set_emergency_contact,
)
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.people.contact_rules import Way
from stepwell.queries.clients import clients_visible_to
from stepwell.records.accounts.models import Site
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client


def last_event() -> AuditEvent:
    event = AuditEvent.objects.order_by("-sequence").first()
    assert event
    return event


def test_create_client_alias_alone_is_enough(cast: Cast) -> None:
    client_id = create_client(NewClient(alias=" Heron "), by=cast.actor("fay"), at=cast.at)

    client = Client.objects.get(pk=client_id)
    assert (client.alias, client.name, client.shown_name) == ("Heron", "", "Heron")
    assert client.organization == cast.organizations["harbor"]


def test_create_client_without_name_or_alias_is_refused(cast: Cast) -> None:
    with pytest.raises(ClientRefused, match="name or an alias"):
        create_client(NewClient(phone="203 555 0101"), by=cast.actor("fay"), at=cast.at)


def test_create_client_of_a_counselor_is_in_their_care(cast: Cast) -> None:
    ben = cast.actor("ben")

    client_id = create_client(NewClient(name="Ira", substances=("alcohol",)), by=ben, at=cast.at)

    assert clients_visible_to(ben, cast.at).filter(pk=client_id).exists()


def test_create_client_at_the_desk_takes_nothing_clinical(cast: Cast) -> None:
    with pytest.raises(AccessDenied, match="clinical"):
        create_client(
            NewClient(name="Ira", substances=("alcohol",)), by=cast.actor("fay"), at=cast.at
        )
    assert not Client.objects.filter(name_index="Ira").exists()


@pytest.mark.parametrize("name", ["gil", "cora", "abe", "ida", "vic", "ana", "sol", "pat"])
def test_create_client_by_others_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(AccessDenied):
        create_client(NewClient(name="Ira"), by=cast.actor(name), at=cast.at)


def test_create_client_at_a_foreign_site_is_not_found(cast: Cast) -> None:
    site = Site.objects.create(
        organization=cast.organizations["northgate"], name="North", time_zone="UTC"
    )

    with pytest.raises(NotFound):
        create_client(NewClient(name="Ira", site_id=site.pk), by=cast.actor("fay"), at=cast.at)


def test_change_client_is_found_under_the_new_name_and_written_down_by_field(cast: Cast) -> None:
    client = cast.client("ana")

    change_client(
        client.pk,
        {"name": "Ana Holloway", "beliefs": "The sea.", "pronouns": "she/her"},
        by=cast.actor("ben"),
        at=cast.at,
    )

    assert Client.objects.get(name_index="ana holloway") == client
    assert not Client.objects.filter(name_index="Ana Whitlock").exists()
    details = json.loads(last_event().details)
    assert details == {"change": "changed", "fields": ["beliefs", "name"]}


def test_change_client_by_the_desk_stops_before_what_is_clinical(cast: Cast) -> None:
    fay, client = cast.actor("fay"), cast.client("ana")
    change_client(client.pk, {"phone": "203 555 0101"}, by=fay, at=cast.at)

    with pytest.raises(AccessDenied):
        change_client(client.pk, {"phone": "1", "beliefs": "x"}, by=fay, at=cast.at)
    assert Client.objects.get(pk=client.pk).phone == "203 555 0101"


@pytest.mark.parametrize(
    "field", ["id", "organization_id", "organization", "member", "merged_into_id", "created_by"]
)
def test_change_client_other_fields_cannot_be_slipped_in(cast: Cast, field: str) -> None:
    northgate = cast.organizations["northgate"].pk

    with pytest.raises(ClientRefused, match=field):
        change_client(cast.client("ana").pk, {field: northgate}, by=cast.actor("ben"), at=cast.at)
    assert Client.objects.get(pk=cast.client("ana").pk).organization.slug == "harbor"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "", "alias": ""}, "name or an alias"),
        ({"name": "x" * 201}, "too long"),
        ({"time_zone": "Mars/Olympus"}, "time zone"),
        ({"languages": "en"}, "list"),
        ({"languages": [7]}, "words"),
        ({"name": 7}, "text"),
    ],
)
def test_change_client_unfit_values_are_refused(
    cast: Cast, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ClientRefused, match=words):
        change_client(cast.client("ana").pk, changes, by=cast.actor("ben"), at=cast.at)


def test_contact_rules_are_kept_and_default_to_nothing(cast: Cast) -> None:
    client, fay = cast.client("ana"), cast.actor("fay")
    before = open_client(client.pk, by=fay, at=cast.at).contact_rules
    assert before.ways == {Way.IN_APP}

    new = NewContactRules(
        may_call=True,
        safe_times=[((0, 1), time(17, 30), time(19))],
        note="Ask for Ana, say you are from the library.",
    )
    set_contact_rules(client.pk, new, by=fay, at=cast.at)

    card = open_client(client.pk, by=fay, at=cast.at)
    assert card.contact_rules.ways == {Way.CALL, Way.IN_APP}
    (safe,) = card.contact_rules.times
    assert (safe.weekdays, safe.starts, safe.ends) == ({0, 1}, time(17, 30), time(19))
    assert "library" in card.contact_note
    assert not any("library" in str(one) for one in AuditEvent.objects.values())


@pytest.mark.parametrize("safe", [((), time(9), time(10)), ((7,), time(9), time(10))])
def test_contact_rules_unfit_time_is_refused(cast: Cast, safe: Any) -> None:
    with pytest.raises(ClientRefused, match="safe time"):
        set_contact_rules(
            cast.client("ana").pk,
            NewContactRules(safe_times=[safe]),
            by=cast.actor("ben"),
            at=cast.at,
        )


def test_emergency_contact_set_changed_and_removed(cast: Cast) -> None:
    client, ben = cast.client("ana"), cast.actor("ben")

    for name in ("Rosa", "Rosa Whitlock"):
        set_emergency_contact(client.pk, name=name, phone="203", by=ben, at=cast.at)
    emergency = open_client(client.pk, by=ben, at=cast.at).emergency
    assert emergency
    assert emergency.name == "Rosa Whitlock"

    set_emergency_contact(client.pk, name="", by=ben, at=cast.at)
    assert open_client(client.pk, by=ben, at=cast.at).emergency is None


def test_assign_client_by_the_supervisor_opens_it_to_the_counselor(cast: Cast) -> None:
    noel, ben, dana = cast.client("noel"), cast.users["ben"], cast.actor("dana")

    assign_client(noel.pk, ben.pk, by=dana, at=cast.at)
    assert clients_visible_to(cast.actor("ben"), cast.at).filter(pk=noel.pk).exists()
    with pytest.raises(ClientRefused, match="already"):
        assign_client(noel.pk, ben.pk, by=dana, at=cast.at)

    end_assignment(noel.pk, ben.pk, by=dana, at=cast.at)
    assert not clients_visible_to(cast.actor("ben"), cast.at).filter(pk=noel.pk).exists()
    with pytest.raises(ClientRefused, match="not in that person"):
        end_assignment(noel.pk, ben.pk, by=dana, at=cast.at)


def test_end_assignment_of_what_is_no_id_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        end_assignment(cast.client("ana").pk, "ben", by=cast.actor("dana"), at=cast.at)


@pytest.mark.parametrize("name", ["cleo", "fay", "ana", "abe"])
def test_assign_client_to_someone_who_is_no_carer_here_is_not_found(cast: Cast, name: str) -> None:
    with pytest.raises(NotFound):
        assign_client(
            cast.client("noel").pk, cast.users[name].pk, by=cast.actor("dana"), at=cast.at
        )


@pytest.mark.parametrize("name", ["ben", "fay", "abe", "gil"])
def test_assign_client_by_others_is_refused(cast: Cast, name: str) -> None:
    with pytest.raises(AccessDenied):
        assign_client(cast.client("noel").pk, cast.users["ben"].pk, by=cast.actor(name), at=cast.at)


def test_close_and_reopen_client(cast: Cast) -> None:
    client, ben = cast.client("ana"), cast.actor("ben")

    close_client(client.pk, by=ben, at=cast.at)
    assert open_client(client.pk, by=ben, at=cast.at).is_closed
    reopen_client(client.pk, by=ben, at=cast.at)
    assert not open_client(client.pk, by=ben, at=cast.at).is_closed


def test_client_is_unreadable_in_the_database(cast: Cast) -> None:
    stored = repr(list(Client.objects.values()))

    for secret in ("Whitlock", "alcohol", "meetings", "she/her", "Farrow"):
        assert secret not in stored
