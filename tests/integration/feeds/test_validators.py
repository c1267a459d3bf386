"""What is sent to a source to learn whether it has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from factories.feed_server import FeedServer, answer
from integration.feeds.feed_files import AT, row
from stepwell.actions.feed_sync import SyncResult, sync_feed
from stepwell.actions.feeds import NewFeed, add_feed
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.directory.models import Feed

pytestmark = pytest.mark.django_db


class VersionedSource:
    """A feed whose server says `headers`, and 304 to who sends its ETag back."""

    def __init__(self) -> None:
        self.rows = [row("a")]
        self.headers = ['ETag: "one"']
        self.server = FeedServer(self.reply)

    def reply(self, request: str) -> list[bytes]:
        etags = [line.split(": ", 1)[1] for line in self.headers if line.startswith("ETag")]
        if any(f"If-None-Match: {etag}\r\n" in request for etag in etags):
            return [answer(b"", status="304 Not Modified")]
        return [answer(json.dumps(self.rows).encode(), *self.headers)]

    def sync(self, **options: bool) -> SyncResult:
        return sync_feed("served", by=COMMAND_LINE, at=AT, **options)

    @property
    def last_request(self) -> str:
        return self.server.requests[-1]


@pytest.fixture
def source() -> Iterator[VersionedSource]:
    source = VersionedSource()
    with source.server as server:
        add_feed(
            NewFeed("Served", server.url(), "aa", slug="served", allowed_host=server.host),
            by=COMMAND_LINE,
            at=AT,
        )
        yield source


def test_unchanged_source_is_asked_with_its_own_words(source: VersionedSource) -> None:
    source.sync()

    assert source.sync().outcome == "unchanged"
    assert 'If-None-Match: "one"' in source.last_request
    assert Feed.objects.get().etag == '"one"'


def test_what_another_version_read_is_fetched_anew(
    source: VersionedSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    source.sync()
    for module in ("feed_source", "feed_sync"):
        monkeypatch.setattr(f"stepwell.actions.{module}.__version__", "99")

    assert source.sync().outcome == "synced"
    assert "If-None-Match" not in source.last_request
    source.sync()
    assert 'If-None-Match: "one"' in source.last_request


def test_validators_that_a_source_no_longer_gives_are_forgotten(source: VersionedSource) -> None:
    source.sync()
    source.headers = ["Last-Modified: Wed, 25 Nov 2026 10:00:00 GMT"]
    source.rows.append(row("b"))

    source.sync()

    stored = Feed.objects.get()
    assert (stored.etag, stored.last_modified) == ("", "Wed, 25 Nov 2026 10:00:00 GMT")


def test_validator_too_long_to_keep_is_not_kept_in_part(source: VersionedSource) -> None:
    source.headers = [f'ETag: "{"x" * 600}"']

    source.sync()

    assert Feed.objects.get().etag == ""


def test_held_reading_is_fetched_whole_the_next_time(source: VersionedSource) -> None:
    source.rows = [row(str(number)) for number in range(20)]
    source.sync()
    source.rows = source.rows[:5]
    source.headers = ['ETag: "two"']

    assert source.sync().outcome == "held"
    assert source.sync().outcome == "held"
    assert 'If-None-Match: "one"' in source.last_request
    assert source.sync(accept_removals=True).outcome == "synced"
