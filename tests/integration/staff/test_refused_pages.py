"""Whatever refuses a page, a policy or a rule, it says why and it is written down."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from cast import Cast
from stepwell.records.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


@pytest.mark.parametrize(
    ("name", "path", "status", "rule", "words"),
    [
        ("vic", "/staff/clients/", 403, "page.open", "people who work in a program"),
        ("ben", "/staff/feeds/", 403, "page.open", "for administrators"),
        ("gil", "/staff/clients/", 403, "clients.list", "Only a counselor or a supervisor or"),
        ("ben", "/staff/clients/{noel}/", 403, "client.see", "not in your care"),
        ("ben", "/staff/clients/{una}/", 404, "not_found", "There’s no page here"),
        ("ida", "/account/invite/", 403, "page.open", "give roles can invite"),
    ],
)
def test_refusal_is_said_and_written_down(
    enter: Enter, cast: Cast, name: str, path: str, status: int, rule: str, words: str
) -> None:
    ids = {key: one.pk for key, one in cast.clients.items()}
    answer = enter(name).get(path.format(**ids))

    event = AuditEvent.objects.get(event_type="access_refused")
    assert (answer.status_code, json.loads(event.details)["rule"]) == (status, rule)
    assert event.actor_key == str(cast.users[name].pk)
    assert words in answer.content.decode()
    assert "page" in json.loads(event.details)


def test_refusal_that_a_view_made_a_404_of_is_written_down(enter: Enter, cast: Cast) -> None:
    data = {"role": "member", "client": str(cast.client("una").pk)}
    answer = enter("ben").post("/account/invite/", data)

    event = AuditEvent.objects.get(event_type="access_refused")
    assert answer.status_code == 404
    assert json.loads(event.details) == {"page": "accounts.invite", "rule": "not_found"}


def test_missing_page_is_no_refusal(enter: Enter) -> None:
    assert enter("ben").get("/staff/nowhere/").status_code == 404
    assert not AuditEvent.objects.filter(event_type="access_refused").exists()


def test_errors_of_staff_pages_come_in_the_staff_frame_and_tell_nothing(
    enter: Enter, cast: Cast
) -> None:
    browser = enter("ben")
    una, noel = cast.client("una").pk, cast.client("noel").pk

    for path, status in (
        ("/staff/no-such-page/", 404),
        (f"/staff/clients/{una}/", 404),
        (f"/staff/clients/{noel}/", 403),
    ):
        answer = browser.get(path)
        page = answer.content.decode()
        assert answer.status_code == status
        assert 'class="rail"' in page
        assert "Ben Okafor" in page
        assert "Harbor House" in page, "who is signed in, and where"
        assert not any(word in page for word in ("Una", "Sandoval", "Noel", "Northgate"))
