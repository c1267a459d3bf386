"""Two records of one client become one, and two again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import models

from cast import Cast
from stepwell.actions.client_merges import (
    MOVED,
    UNMOVED,
    MergeRefused,
    merge_clients,
    undo_merge,
)
from stepwell.actions.client_reading import list_clients, search_clients
from stepwell.actions.clients import (
    NewClient,
    NewContactRules,
    assign_client,
    change_client,
    create_client,
    set_contact_rules,
)
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.queries.clients import clients_visible_to
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.classification import people_models
from stepwell.records.people.models import Client, ClientAssignment, ContactRules

HOUR = timedelta(hours=1)


@pytest.fixture
def twin(cast: Cast) -> UUID:
    """Ana once more, entered at the desk, with a phone and contact rules."""
    client_id = create_client(
        NewClient(name="Ana Whitlok", phone="203 555 0101"), by=cast.actor("fay"), at=cast.at
    )
    set_contact_rules(client_id, NewContactRules(may_call=True), by=cast.actor("fay"), at=cast.at)
    return client_id


def snapshot() -> dict[str, Any]:
    """Everything that makes up the clients, opened."""
    return {
        str(client.pk): (
            {f.attname: getattr(client, f.attname) for f in Client._meta.fields},
            sorted(client.assignments.values_list("user_id", "starts_at", "ends_at")),
            list(ContactRules.objects.filter(client=client).values_list("may_call")),
        )
        for client in Client.objects.all()
    }


def test_merge_fills_what_is_missing_and_overwrites_nothing(cast: Cast, twin: UUID) -> None:
    ana = cast.client("ana")

    merge_clients(ana.pk, twin, by=cast.actor("dana"), at=cast.at)

    kept = Client.objects.get(pk=ana.pk)
    assert (kept.name, kept.phone) == ("Ana Whitlock", "203 555 0101")
    assert ContactRules.objects.get(client=kept).may_call
    assert Client.objects.get(phone_index="2035550101", merged_into=None) == kept


def test_merged_duplicate_is_out_of_sight_everywhere(cast: Cast, twin: UUID) -> None:
    merge_clients(cast.client("ana").pk, twin, by=cast.actor("dana"), at=cast.at)

    for name in ("ben", "dana", "fay"):
        actor = cast.actor(name)
        assert twin not in set(clients_visible_to(actor, cast.at).values_list("pk", flat=True))
        assert twin not in {row.id for row in list_clients(by=actor, at=cast.at).rows}
        assert search_clients("Whitlok", by=actor, at=cast.at).rows == ()
    with pytest.raises(NotFound):
        change_client(twin, {"alias": "x"}, by=cast.actor("fay"), at=cast.at)


@pytest.mark.parametrize("is_twin_kept", [False, True])
def test_undo_merge_gives_back_exactly_what_was(cast: Cast, twin: UUID, is_twin_kept: bool) -> None:
    dana, ana = cast.actor("dana"), cast.client("ana").pk
    assign_client(twin, cast.users["dana"].pk, by=dana, at=cast.at)
    assign_client(twin, cast.users["ben"].pk, by=dana, at=cast.at)
    before = snapshot()
    kept, duplicate = (twin, ana) if is_twin_kept else (ana, twin)

    merge_id = merge_clients(kept, duplicate, by=dana, at=cast.at)
    assert snapshot() != before
    undo_merge(merge_id, by=dana, at=cast.at + HOUR)

    assert snapshot() == before
    changes = [e.details for e in AuditEvent.objects.filter(details__contains="merged")]
    assert len(changes) == 4


def test_undo_merge_keeps_what_was_changed_since(cast: Cast, twin: UUID) -> None:
    dana, ana = cast.actor("dana"), cast.client("ana").pk
    merge_id = merge_clients(ana, twin, by=dana, at=cast.at)
    change_client(ana, {"phone": "203 555 0199"}, by=cast.actor("fay"), at=cast.at)

    undo_merge(merge_id, by=dana, at=cast.at)

    assert Client.objects.get(pk=ana).phone == "203 555 0199"
    assert Client.objects.get(pk=twin).phone == "203 555 0101"


def test_merge_leaves_the_member_one_record(cast: Cast, twin: UUID) -> None:
    dana, ana = cast.actor("dana"), cast.client("ana")

    merge_clients(twin, ana.pk, by=dana, at=cast.at)

    assert Client.objects.get(pk=twin).member == cast.users["ana"]
    assert clients_visible_to(cast.actor("ana"), cast.at).get().pk == twin


def test_undo_merge_gives_the_account_back_to_the_duplicate(cast: Cast, twin: UUID) -> None:
    dana, ana = cast.actor("dana"), cast.client("ana").pk
    merge_id = merge_clients(twin, ana, by=dana, at=cast.at)

    undo_merge(merge_id, by=dana, at=cast.at)

    assert Client.objects.get(pk=ana).member == cast.users["ana"]
    assert Client.objects.get(pk=twin).member is None


def test_undo_merge_gives_nobody_elses_account_to_the_duplicate(cast: Cast, twin: UUID) -> None:
    dana, ana = cast.actor("dana"), cast.client("ana").pk
    merge_id = merge_clients(twin, ana, by=dana, at=cast.at)
    Client.objects.filter(pk=twin).update(member=cast.users["pat"])

    undo_merge(merge_id, by=dana, at=cast.at)

    assert Client.objects.get(pk=twin).member == cast.users["pat"]
    assert Client.objects.get(pk=ana).member is None


def test_merge_keeps_one_open_assignment_of_a_carer(cast: Cast, twin: UUID) -> None:
    dana, ben = cast.actor("dana"), cast.users["ben"]
    assign_client(twin, ben.pk, by=dana, at=cast.at)

    merge_clients(cast.client("ana").pk, twin, by=dana, at=cast.at)

    assert ClientAssignment.objects.filter(client=cast.client("ana"), user=ben).count() == 1


def test_merge_refusals(cast: Cast, twin: UUID) -> None:
    dana, ana = cast.actor("dana"), cast.client("ana").pk

    with pytest.raises(MergeRefused, match="different"):
        merge_clients(ana, ana, by=dana, at=cast.at)
    with pytest.raises(NotFound):
        merge_clients(ana, cast.client("una").pk, by=dana, at=cast.at)
    for name in ("ben", "fay", "abe", "gil"):
        with pytest.raises(AccessDenied):
            merge_clients(ana, twin, by=cast.actor(name), at=cast.at)

    merge_id = merge_clients(ana, twin, by=dana, at=cast.at)
    with pytest.raises(NotFound):
        merge_clients(ana, twin, by=dana, at=cast.at)
    with pytest.raises(NotFound):
        undo_merge(merge_id, by=cast.actor("cleo"), at=cast.at)
    with pytest.raises(AccessDenied):
        undo_merge(merge_id, by=cast.actor("ben"), at=cast.at)
    undo_merge(merge_id, by=dana, at=cast.at)
    with pytest.raises(MergeRefused, match="already"):
        undo_merge(merge_id, by=dana, at=cast.at)


def test_merge_of_two_members_is_refused(cast: Cast, twin: UUID) -> None:
    Client.objects.filter(pk=twin).update(member=cast.users["pat"])

    with pytest.raises(MergeRefused, match="accounts"):
        merge_clients(cast.client("ana").pk, twin, by=cast.actor("dana"), at=cast.at)


def test_undo_merge_of_the_middle_of_a_chain_is_refused(cast: Cast, twin: UUID) -> None:
    dana = cast.actor("dana")
    first = merge_clients(cast.client("ana").pk, twin, by=dana, at=cast.at)
    merge_clients(cast.client("noel").pk, cast.client("ana").pk, by=dana, at=cast.at)

    with pytest.raises(MergeRefused, match="undo that first"):
        undo_merge(first, by=dana, at=cast.at)


def test_every_row_that_points_at_a_client_follows_or_is_named_as_staying() -> None:
    pointing = {
        model.__name__
        for model in people_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model is Client
    }

    assert pointing == {model.__name__ for model in MOVED.values()} | UNMOVED
