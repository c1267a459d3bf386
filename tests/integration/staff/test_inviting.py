"""Inviting from the staff pages: for how long, for which client, with which words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from stepwell.records.accounts.models import Invitation

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]
PAGE = "/account/invite/"


@pytest.mark.parametrize(("hours", "told"), [("1", "1 hour,"), ("336", "336 hours,"), ("", "72 ")])
def test_invitation_works_for_as_long_as_was_chosen(enter: Enter, hours: str, told: str) -> None:
    page = enter("ben").post(PAGE, {"role": "member", "hours": hours}).content.decode()

    one = Invitation.objects.get()
    assert one.expires_at - one.made_at == timedelta(hours=int(hours or 72))
    assert f"for {told}" in page
    assert "<svg" in page


def test_invitation_for_a_time_nobody_offered_is_refused(enter: Enter) -> None:
    answer = enter("ben").post(PAGE, {"role": "member", "hours": "9000"})

    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_invitation_is_for_the_client_whose_page_it_came_from(enter: Enter, cast: Cast) -> None:
    noel = cast.client("noel")
    browser = enter("dana")
    link = f"{PAGE}?client={noel.pk}"
    assert link in browser.get(f"/staff/clients/{noel.pk}/").content.decode()

    assert str(noel.pk) in browser.get(link).content.decode()
    browser.post(link, {"role": "member", "client": str(noel.pk)})
    assert Invitation.objects.get().client_id == noel.pk


@pytest.mark.parametrize(("key", "status"), [("noel", 403), ("una", 404)])
def test_invitation_for_a_client_out_of_reach_is_refused(
    enter: Enter, cast: Cast, key: str, status: int
) -> None:
    data = {"role": "member", "client": str(cast.client(key).pk)}

    assert enter("ben").post(PAGE, data).status_code == status
    assert not Invitation.objects.exists()


def test_invitation_page_names_nobody(enter: Enter, cast: Cast) -> None:
    data = {"role": "significant_other", "client": str(cast.client("ana").pk)}
    page = enter("ben").post(PAGE, data).content.decode()

    assert Invitation.objects.filter(expires_at__gt=timezone.now()).count() == 1
    assert not any(word in page for word in ("Ana", "Whitlock", "recovery", "treatment"))
