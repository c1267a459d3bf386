"""Home, plain pages, lists and changes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from factories.meetings import build_meeting, build_online_meeting, build_place
from integration.public.conftest import AT
from integration.public.test_finder import names
from stepwell.records.directory.models import (
    Feed,
    FeedSync,
    ListedMeeting,
    MeetingChange,
    RowOutcome,
)


def test_home_asks_where_and_shows_what_starts_soon(client: Client, published: Any) -> None:
    published(build_meeting(), build_online_meeting())

    response = client.get("/")

    html = response.content.decode()
    assert names(html) == ["Basement Lights"]
    assert 'action="/meetings/"' in html
    assert not response.cookies


def test_home_shows_what_is_near_the_program(client: Client, published: Any, settings: Any) -> None:
    settings.PROGRAM_PLACE = "06457"
    published(build_meeting(), build_meeting("Far", place=build_place(north_miles=200)))

    html = client.get("/").content.decode()

    assert "Starting soon near Middletown, CT 06457" in html
    assert names(html) == ["Basement Lights"]


def test_home_gives_trial_figures_with_their_source(client: Client, published: Any) -> None:
    published(build_meeting())

    html = client.get("/").content.decode()

    assert "42 in 100" in html
    assert "35 in 100" in html
    assert "CD012880" in html
    assert html.count('class="day"') == 42 + 35
    assert html.count('class="day off"') == 58 + 65


def test_home_stands_without_an_index(client: Client, settings: Any) -> None:
    settings.SNAPSHOT_PATH = settings.DATA_DIR / "none.snapshot"

    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/help-now/overdose/", "tel:911"),
        ("/privacy/", "<h1>"),
        ("/meetings/what-to-expect/", "Find a meeting for new people"),
    ],
)
def test_plain_page_says_whether_a_clinician_has_read_it(
    client: Client, path: str, words: str
) -> None:
    response = client.get(path)

    html = response.content.decode()
    assert words in html
    assert "A clinician has not reviewed this page yet." in html or "Reviewed by" in html
    assert not response.cookies


@pytest.mark.parametrize(("text", "expected"), [("midd", True), ("m", False), ("", False)])
def test_places_are_suggested_from_two_letters_on(
    client: Client, text: str, expected: bool
) -> None:
    html = client.get("/places/", {"near": text}).content.decode()

    assert ('<option value="Middletown, CT">' in html) is expected


@pytest.fixture
def feed(db: None) -> Feed:
    feed = Feed.objects.create(
        slug="district", name="Alder District", source="x", fellowship="aa", created_at=AT,
        next_sync_at=AT, last_success_at=AT,
    )  # fmt: skip
    sync = FeedSync.objects.create(
        feed=feed, started_at=AT, finished_at=AT, outcome="synced", read=3, meetings=1,
        withheld=1, rejected=1,
    )  # fmt: skip
    RowOutcome.objects.create(
        feed=feed, kind="rejected", row_number=2, code="day", message="The day is missing.",
        title="No Day", original='{"name": "<b>No Day</b>"}',
    )  # fmt: skip
    RowOutcome.objects.create(
        feed=feed, kind="withheld", row_number=3, code="unpublished", message="Not published."
    )
    meeting = ListedMeeting.objects.create(
        feed=feed, source_key="a", document="{}", first_seen_at=AT, changed_at=AT
    )
    MeetingChange.objects.create(
        sync=sync, meeting=meeting, at=AT, kind="changed", title="Basement Lights",
        fields={"schedule.start_minute": [1110, 1140]},
    )  # fmt: skip
    return feed


def test_lists_page_counts_every_row(client: Client, feed: Feed) -> None:
    html = client.get("/meetings/lists/").content.decode()

    assert "Alder District" in html
    assert '<td class="num">3</td>' in html


def test_list_page_gives_each_reason(client: Client, feed: Feed) -> None:
    html = client.get("/meetings/lists/district/").content.decode()

    assert "Of 3 rows, 1 are listed." in html
    assert "The day is missing." in html
    assert "&lt;b&gt;No Day&lt;/b&gt;" in html
    assert "Not published." in html


def test_list_page_of_one_kind(client: Client, feed: Feed) -> None:
    html = client.get("/meetings/lists/district/", {"kind": "rejected"}).content.decode()

    assert "The day is missing." in html
    assert "Not published." not in html


def test_list_page_of_no_list_is_not_found(client: Client, feed: Feed) -> None:
    assert client.get("/meetings/lists/nowhere/").status_code == 404


def test_changes_page_shows_old_and_new(client: Client, feed: Feed) -> None:
    html = client.get("/meetings/changes/").content.decode()

    assert "Basement Lights" in html
    assert "<del>1110</del> <ins>1140</ins>" in html
    assert client.get("/meetings/changes/", {"list": "other"}).status_code == 200


def test_list_page_tells_the_public_why_it_is_old_without_paths_or_hosts(
    client: Client, feed: Feed
) -> None:
    FeedSync.objects.create(
        feed=feed,
        started_at=AT,
        finished_at=AT,
        started_by="system:schedule",
        outcome="failed",
        code="file_unreadable",
        message="/srv/secret/list.json cannot be read (Permission denied). Check its permissions.",
    )

    html = client.get(f"/meetings/lists/{feed.slug}/").content.decode()

    assert "It is no longer where it was." in html
    assert "/srv/secret" not in html


def test_list_page_shows_common_repairs_last(client: Client, feed: Feed) -> None:
    for number, code in ((1, "common"), (2, "common"), (9, "rare")):
        RowOutcome.objects.create(
            feed=feed, kind="warning", row_number=number, code=code, message=f"A {code} repair."
        )

    html = client.get(f"/meetings/lists/{feed.slug}/").content.decode()

    told = ["The day is missing.", "Not published.", "A rare repair.", "A common repair."]
    assert sorted(told, key=html.index) == told


def test_list_page_groups_repairs_and_leads_to_their_rows(client: Client, feed: Feed) -> None:
    repaired = [(1, "approximate_derived"), (2, "approximate_derived"), (4, "day_seven")]
    for number, code in [*repaired, (2, "approximate_derived")]:
        RowOutcome.objects.create(
            feed=feed, kind="warning", row_number=number, code=code, message=f"{code} it was."
        )
    address = f"/meetings/lists/{feed.slug}/"

    html = client.get(address).content.decode()
    few = '<a href="?kind=warning&amp;code=day_seven">1 row</a>: Day 7 was read as Sunday.'
    many = '<a href="?kind=warning&amp;code=approximate_derived">2 rows</a>: Whether the address'
    assert html.index(few) < html.index(many)

    rows = client.get(address, {"kind": "warning", "code": "day_seven"}).content.decode()
    assert "day_seven it was." in rows
    assert "approximate_derived it was." not in rows
    assert few not in client.get(address, {"kind": "rejected"}).content.decode()
