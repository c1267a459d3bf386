"""The administrator's pages about meeting lists, from signing in to removing a list."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from factories.feed_server import FeedServer
from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions.feed_schedule import claim_feed
from stepwell.actions.feed_sync import sync_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.accounts.models import User
from stepwell.records.directory.models import Feed, ListedMeeting

pytestmark = pytest.mark.django_db
PASSWORD = "four words make one"


@pytest.fixture(autouse=True)
def _snapshot_path(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"


def person(username: str, *, is_administrator: bool) -> User:
    user = User(username=username, name=username.title(), is_administrator=is_administrator)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def abe(client: Client) -> Client:
    """A browser in which the administrator is signed in."""
    client.force_login(person("abe", is_administrator=True))
    return client


STAFF_PAGES = [
    "/staff/",
    "/staff/feeds/",
    "/staff/add-feed/",
    "/staff/feeds/sample/",
    "/staff/feeds/sample/change/",
]


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_staff_pages_anonymous_is_sent_to_sign_in(path: str, client: Client) -> None:
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=%2Fstaff%2F")


@pytest.mark.parametrize("path", [*STAFF_PAGES, "/staff/feeds/sample/read/"])
def test_staff_pages_others_are_refused(path: str, client: Client) -> None:
    client.force_login(person("vic", is_administrator=False))

    assert client.get(path).status_code == 403
    assert client.post(path).status_code == 403


def test_add_feed_reads_it_at_once(abe: Client) -> None:
    body = json.dumps([row("a"), row("b", day=9)]).encode()
    with FeedServer(lambda _: [_reply(body)]) as server:
        answer = abe.post(
            "/staff/add-feed/",
            {
                "name": "New list",
                "source": server.url(),
                "fellowship": "aa",
                "max_loss_percent": 25,
                "sync_every_minutes": 1440,
                "allowed_host": server.host,
            },
            follow=True,
        )

    page = answer.content.decode()
    assert answer.redirect_chain == [("/staff/feeds/new-list/", 302)]
    assert ListedMeeting.objects.count() == 1
    assert "1 meetings added" in page
    assert "Row" in page


def test_add_feed_private_address_is_refused_and_said(abe: Client) -> None:
    answer = abe.post(
        "/staff/add-feed/",
        {
            "name": "Sly",
            "source": "http://127.0.0.1:9/x.json",
            "fellowship": "aa",
            "max_loss_percent": 25,
            "sync_every_minutes": 1440,
        },
        follow=True,
    )

    assert "127.0.0.1" in answer.content.decode()
    assert ListedMeeting.objects.count() == 0


def test_add_feed_local_path_is_not_taken_from_a_browser(abe: Client) -> None:
    answer = abe.post(
        "/staff/add-feed/",
        {"name": "X", "source": "/etc/passwd", "fellowship": "aa", "max_loss_percent": 25},
    )

    assert answer.status_code == 422
    assert Feed.objects.count() == 0


def test_add_feed_wrong_values_keep_what_was_typed(abe: Client) -> None:
    answer = abe.post(
        "/staff/add-feed/",
        {
            "name": "Kept words",
            "source": "https://example.org/x.json",
            "fellowship": "aa",
            "default_timezone": "Pacific",
            "max_loss_percent": 25,
            "sync_every_minutes": 1440,
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "is not a time zone" in page
    assert "Kept words" in page
    assert Feed.objects.count() == 0


def test_held_reading_is_shown_and_accepted(abe: Client, file_feed: Any) -> None:
    feed: FileFeed = file_feed()
    feed.publish([row(str(number)) for number in range(20)])
    sync_feed("sample", by=COMMAND_LINE, at=AT)
    feed.publish([row(str(number)) for number in range(5)])

    abe.post("/staff/feeds/sample/read/")
    page = abe.get("/staff/feeds/sample/").content.decode()

    assert "Accept the removals" in page
    abe.post("/staff/feeds/sample/read/", {"accept": "removals"})
    assert ListedMeeting.objects.filter(removed_at=None).count() == 5


def test_remove_feed_takes_its_meetings(abe: Client, file_feed: Any) -> None:
    feed: FileFeed = file_feed()
    feed.publish([row("a")])
    sync_feed("sample", by=COMMAND_LINE, at=AT)

    abe.post("/staff/feeds/sample/remove/")

    assert (Feed.objects.count(), ListedMeeting.objects.count()) == (0, 0)


@pytest.mark.parametrize("size", [2, 12])
def test_feeds_page_asks_the_same_number_of_questions(
    size: int, abe: Client, file_feed: Any, django_assert_num_queries: Any
) -> None:
    for number in range(size):
        feed: FileFeed = file_feed(f"list-{number}")
        feed.publish([row("a"), row("b", day=9)])
        sync_feed(feed.slug, by=COMMAND_LINE, at=AT)

    with django_assert_num_queries(4):  # session, user, feeds, readings
        abe.get("/staff/feeds/")


@pytest.mark.parametrize("path", ["feeds/none/", "feeds/none/read/", "feeds/none/remove/"])
def test_unknown_feed_is_not_found(path: str, abe: Client) -> None:
    method = abe.get if path.endswith("none/") else abe.post

    assert method(f"/staff/{path}").status_code == 404


def _reply(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + body


def _without_tokens(page: str) -> str:
    return re.sub(r'(nonce|value)="[^"]{20,}"|"X-CSRFToken": "[^"]+"', "", page)


def test_change_page_keeps_what_is_right_and_says_what_is_wrong(
    abe: Client, file_feed: Any
) -> None:
    file_feed()
    Feed.objects.update(source="https://example.org/list.json")
    values = {
        "name": "District 9",
        "source": "https://example.org/list.json",
        "fellowship": "na",
        "max_loss_percent": "30",
        "sync_every_minutes": "60",
    }

    wrong = abe.post("/staff/feeds/sample/change/", values | {"default_timezone": "Mars/North"})
    assert wrong.status_code == 422
    assert "is not a time zone" in wrong.content.decode()
    assert Feed.objects.get().name == "Sample"

    right = abe.post("/staff/feeds/sample/change/", values, follow=True)
    assert "Changed." in right.content.decode()
    feed = Feed.objects.get()
    assert (feed.name, feed.fellowship, feed.sync_every_minutes) == ("District 9", "na", 60)


def test_change_page_of_a_file_does_not_ask_for_an_address(abe: Client, file_feed: Any) -> None:
    source = str(file_feed().path)

    html = abe.get("/staff/feeds/sample/change/").content.decode()

    assert 'name="source"' not in html
    assert source not in html


def test_read_now_while_it_is_read_says_so(abe: Client, file_feed: Any) -> None:
    file_feed()
    claim_feed("sample", at=datetime.now(UTC))

    html = abe.post("/staff/feeds/sample/read/", follow=True).content.decode()

    assert "This list is being read at this moment." in html


@pytest.mark.parametrize("path", ["/staff/", "/staff/feeds/", "/staff/feeds/sample/?page=x"])
def test_list_pages_answer_head(abe: Client, file_feed: Any, path: str) -> None:
    file_feed()

    assert abe.head(path).status_code == 200
