from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

import cast_rows
from cast import AT, build_cast, cast_of_yesterday
from stepwell.records.accounts.models import User
from stepwell.records.people.models import Client

pytestmark = pytest.mark.django_db


def rows_after(at: object = AT) -> dict[str, object]:
    with transaction.atomic():
        build_cast(at)  # type: ignore[arg-type]
        rows = cast_rows.all_rows()
        transaction.set_rollback(True)
    return rows


def test_cast_rows_written_again_are_those_that_were_built(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cast_rows, "_kept", {})
    built = rows_after()
    monkeypatch.setattr(cast_rows, "load_cast", lambda **_: pytest.fail("built again"))

    assert rows_after() == built
    assert {"accounts_user", "people_client", "audit_auditevent", "audit_audithead"} <= {*built}


def test_cast_rows_are_built_for_another_instant_and_beside_other_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cast_rows, "_kept", {})
    first = rows_after()

    assert rows_after(AT + timedelta(seconds=1)) != first
    User.objects.create(username="someone")
    assert rows_after() != first


def test_cast_rows_can_be_opened() -> None:
    for _ in range(2):
        with transaction.atomic():
            cast = cast_of_yesterday()
            assert Client.objects.get(pk=cast.client("ana").pk).name == cast.client("ana").name
            assert cast.client("ana").name
            transaction.set_rollback(True)
