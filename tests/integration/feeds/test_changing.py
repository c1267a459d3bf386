"""Changing how a feed is called and read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions.feed_changing import FeedChanges, change_feed
from stepwell.actions.feed_schedule import claim_feed
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.feeds import FeedRefused
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.policies import AccessDenied
from stepwell.records.directory.models import Feed, ListedMeeting

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def change(**values: object) -> tuple[str, ...]:
    return change_feed("sample", FeedChanges(**values), by=COMMAND_LINE, at=LATER)  # type: ignore[arg-type]


def test_change_feed_of_another_zone_is_read_anew(file_feed: Callable[..., FileFeed]) -> None:
    feed = file_feed()
    feed.publish([row("a", timezone="", latitude=None, longitude=None, formatted_address="Hall")])
    sync_feed("sample", by=COMMAND_LINE, at=AT)

    assert change(default_timezone="America/Denver") == ("default_timezone",)

    assert Feed.objects.get().next_sync_at == LATER
    sync_feed("sample", by=COMMAND_LINE, at=LATER)
    assert "America/Denver" in ListedMeeting.objects.get().document


def test_change_feed_name_leaves_its_reading_alone(file_feed: Callable[..., FileFeed]) -> None:
    file_feed().publish([row("a")])
    sync_feed("sample", by=COMMAND_LINE, at=AT)
    before = Feed.objects.get()

    assert change(name=" District 9 ", max_loss_percent=25) == ("name",)

    after = Feed.objects.get()
    assert after.name == "District 9"
    assert after.content_digest == before.content_digest
    assert after.next_sync_at == before.next_sync_at


def test_change_feed_overtakes_a_reading_under_way(file_feed: Callable[..., FileFeed]) -> None:
    file_feed().publish([row("a")])
    claim = claim_feed("sample", at=AT)
    change(fellowship="na")

    result = sync_feed("sample", by=COMMAND_LINE, at=AT, claim=claim)

    assert result.outcome == "busy"
    assert not ListedMeeting.objects.exists()


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"name": " "}, "needs a name"),
        ({"fellowship": "zz"}, "Unknown fellowship"),
        ({"default_timezone": "Mars/North"}, "not a time zone"),
        ({"source": "https://joe:pw@example.org/"}, "user name or password"),
        ({"max_loss_percent": 101}, "0 to 100"),
        ({"sync_every_minutes": 1}, "every 15 minutes"),
    ],
)
def test_change_feed_wrong_value_changes_nothing(
    file_feed: Callable[..., FileFeed], values: dict[str, object], told: str
) -> None:
    file_feed()
    before = Feed.objects.values().get()

    with pytest.raises(FeedRefused, match=told):
        change(**({"name": "Other"} | values))

    assert Feed.objects.values().get() == before


def test_change_feed_needs_an_administrator(file_feed: Callable[..., FileFeed]) -> None:
    file_feed()

    with pytest.raises(AccessDenied):
        change_feed("sample", FeedChanges(name="X"), by=Actor(key="1", name="Vic"), at=LATER)


def test_change_feed_unknown_names_the_known(file_feed: Callable[..., FileFeed]) -> None:
    file_feed()

    with pytest.raises(FeedRefused, match=r"no feed 'other'\. Feeds: sample"):
        change_feed("other", FeedChanges(name="X"), by=COMMAND_LINE, at=LATER)
