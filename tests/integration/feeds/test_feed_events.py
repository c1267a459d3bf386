"""What is done to the lists is in the installation's audit trail."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from integration.feeds.feed_files import AT, FileFeed, row
from stepwell.actions.feed_changing import FeedChanges, change_feed
from stepwell.actions.feed_sync import sync_feed
from stepwell.actions.feeds import remove_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


def events() -> list[tuple[str, str, dict[str, object]]]:
    rows = AuditEvent.objects.filter(organization="installation").order_by("sequence")
    return [(one.event_type, one.record_label, json.loads(one.details)) for one in rows]


def test_life_of_a_feed_is_in_the_trail(file_feed: Callable[..., FileFeed]) -> None:
    feed = file_feed()
    feed.publish([row(f"a{number}") for number in range(20)])
    sync_feed("sample", by=COMMAND_LINE, at=AT)
    feed.publish([row("a0")])
    sync_feed("sample", by=COMMAND_LINE, at=AT)
    sync_feed("sample", by=COMMAND_LINE, at=AT, accept_removals=True)
    change_feed("sample", FeedChanges(name="Planted name"), by=COMMAND_LINE, at=AT)
    remove_feed("sample", by=COMMAND_LINE, at=AT)

    assert events() == [
        ("feed.added", "sample", {"fellowship": "aa", "source": "file", "is_sample": False}),
        ("feed.removals_accepted", "sample", {"meetings": 19}),
        ("feed.changed", "sample", {"fields": ["name"]}),
        ("feed.removed", "sample", {"meetings": 1}),
    ]
    assert "Planted" not in str(events())
