"""A member sees who opened their own record, and nobody else's."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from signing_in import sign_in
from stepwell.actions.client_reading import open_client

pytestmark = pytest.mark.django_db
PAGE = "/me/opened/"


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_of_yesterday()


def page_of(client: Client, cast: Cast, name: str) -> tuple[int, str]:
    user = cast.user(name)
    assert user is not None
    sign_in(client, user, kind="member")
    answer = client.get(PAGE)
    return answer.status_code, answer.content.decode()


def test_member_sees_who_opened_the_record(client: Client, cast: Cast) -> None:
    open_client(cast.client("ana").pk, by=cast.actor("ben"), at=timezone.now())
    open_client(cast.client("una").pk, by=cast.actor("cleo"), at=timezone.now())

    status, page = page_of(client, cast, "ana")

    assert status == 200
    assert "Ben Okafor" in page
    assert "Opened all of it" in page
    assert "Cleo" not in page


def test_member_without_a_program_has_no_record(client: Client, cast: Cast) -> None:
    status, page = page_of(client, cast, "pat")

    assert (status, "No program keeps a record" in page) == (200, True)


@pytest.mark.parametrize("name", ["ben", "dana", "gil", "fay", "abe", "ida", "vic", "sol"])
def test_page_is_refused_to_those_who_are_no_members(client: Client, cast: Cast, name: str) -> None:
    status, page = page_of(client, cast, name)

    assert status == 403
    assert "Only a member can see who opened their own record" in page


def test_page_of_a_stranger_leads_to_sign_in(client: Client) -> None:
    assert client.get(PAGE)["Location"].startswith("/sign-in/")


def test_page_has_a_neutral_title(client: Client, cast: Cast) -> None:
    _, page = page_of(client, cast, "ana")

    assert "<title>Who opened it – Harbor</title>" in page
