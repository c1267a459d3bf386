"""One meeting's page, and what an old reference leads to."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factories.meetings import (
    build_meeting,
    build_online_meeting,
    build_place,
    build_schedule,
    code_of,
)
from integration.public.conftest import AT
from stepwell.domain.meetings.documents import encode_document
from stepwell.domain.meetings.meeting import (
    Attendance,
    Contributions,
    Entity,
    MonthlyPattern,
    Online,
    Place,
)
from stepwell.records.directory.models import Feed, ListedMeeting, MeetingAlias


def show(client: Client, number: int = 0, **params: str) -> str:
    response = client.get(f"/meetings/{code_of(number)}/", params)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """The page's text, spaces joined."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_page_says_when_where_and_what(client: Client, published: Any) -> None:
    published(build_meeting(types=("O", "SP"), place=build_place(notes="Side door on Quay Lane.")))

    text = words(show(client))

    assert "AA speaker meeting. Wednesdays, 6:30 to 7:30 pm." in text
    assert "Tonight, in 42 minutes" in text
    assert "St. Brendan’s Church 214 Harbor Street, Middletown, CT 06457, USA" in text
    assert "Side door on Quay Lane." in text
    assert "Open meeting: anyone can come." in text
    assert "From Sample District , checked just now." in text
    assert "We aren’t part of Alcoholics Anonymous." in text


def test_page_title_is_neutral(client: Client, published: Any) -> None:
    published(build_meeting("Basement Lights"))

    (title,) = re.findall(r"<title>([^<]+)</title>", show(client))

    assert title == "Wednesday, 6:30 pm – Harbor House"


def test_page_asks_the_database_nothing(
    client: Client, published: Any, django_assert_num_queries: Any, db: None
) -> None:
    published(build_meeting(), build_meeting("Other", schedule=build_schedule(hour=20)))

    with django_assert_num_queries(0):
        show(client)


def test_page_links_to_maps_without_telling_them_where_from(client: Client, published: Any) -> None:
    published(build_meeting())

    links = re.findall(r"<a [^>]*href=\"https://[^>]+>", show(client))

    maps = [link for link in links if "maps" in link or "openstreetmap" in link]
    assert len(maps) == 3
    assert all('rel="noreferrer noopener"' in link for link in maps)
    assert all("noreferrer" in link for link in links)


def test_page_loads_nothing_from_elsewhere(client: Client, published: Any) -> None:
    published(build_online_meeting())

    html = show(client)

    loaded = re.findall(r"<(?:script|img|link|iframe|source)[^>]+(?:src|href)=\"([^\"]+)\"", html)
    assert loaded
    assert all(address.startswith("/") for address in loaded)


def test_page_of_online_meeting_joins_and_dials_with_codes(client: Client, published: Any) -> None:
    published(build_online_meeting())

    html = show(client)
    text = words(html)

    assert "Join with Zoom" in text
    assert "Meeting ID 987 6543 2101" in text
    assert "Passcode lantern" in text
    assert 'href="tel:+16465550123,,98765432101%23"' in html
    assert "Phone 646-555-0123 Codes 98765432101#" in text
    assert "Finding the door" not in text


def test_page_of_online_meeting_names_its_zone(client: Client, published: Any) -> None:
    published(build_online_meeting(timezone="America/Denver"))

    html = show(client)

    assert "6:30 to 7:30 pm (Mountain time)" in html
    assert re.search(r"data-behavior=\"local-time\" data-day><b>Wed, Nov 25</b>, 6:30 pm", html)


def test_page_says_that_it_is_going_on(client: Client, published: Any) -> None:
    published(build_meeting(schedule=build_schedule(hour=17)))

    assert "Going on now, until 6:30 pm" in show(client)


def test_page_explains_a_monthly_pattern_with_the_listing_s_words(
    client: Client, published: Any
) -> None:
    monthly = MonthlyPattern((1, -1), "1st and last Saturday")
    published(build_meeting(schedule=build_schedule(weekday=6, monthly=monthly)))

    text = words(show(client))

    assert "First and last Saturday of the month" in text
    assert "The listing says: “1st and last Saturday”." in text
    assert "Sat, Nov 28 , 6:30 pm Sat, Dec 5 , 6:30 pm Sat, Dec 26" in text


@pytest.mark.parametrize(
    ("attendance", "reason", "headline", "why"),
    [
        (Attendance.TEMPORARILY_CLOSED, "place_closed", "Closed for now", "closed for now, and no"),
        (Attendance.INACTIVE, "inactive_at_source", "Not meeting now", "is not active now"),
    ],
)
def test_page_of_a_meeting_one_cannot_go_to_says_why(
    client: Client, published: Any, attendance: Attendance, reason: str, headline: str, why: str
) -> None:
    published(build_meeting(attendance=attendance, attendance_reason=reason))

    text = words(show(client))

    assert headline in text
    assert why in text
    assert "Add to calendar" not in text
    assert "Directions" not in text


def test_page_lists_others_at_the_place_and_of_the_group(client: Client, published: Any) -> None:
    published(
        build_meeting("First", group="Quay Group"),
        build_meeting("Second", group="Quay Group", schedule=build_schedule(weekday=5)),
        build_meeting("Neighbor", schedule=build_schedule(weekday=4)),
        build_meeting("Elsewhere", place=build_place(north_miles=3, address="9 Mill Green")),
    )

    text = words(show(client))

    assert "Other meetings of this group 6:30 pm Fri, Nov 27 Second" in text
    assert re.search(r"Other meetings here 6:30 pm Thu, Nov 26 .*?Neighbor", text)
    assert "Elsewhere" not in text


def test_page_names_types_in_a_language_asked_for(client: Client, published: Any) -> None:
    published(build_meeting(types=("O", "B")))

    html = show(client, types_in="ja")

    assert '<span lang="ja">オープン</span>, <span lang="ja">ビッグブック</span>' in html


def test_page_shows_handles_as_plain_text_only(client: Client, published: Any) -> None:
    published(build_meeting(contributions=Contributions(venmo="@quay-group")))

    html = show(client)

    assert "<dt>Venmo</dt><dd>@quay-group</dd>" in html
    assert "venmo.com" not in html


def test_page_shows_who_answers_and_escapes_all_of_it(client: Client, published: Any) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    published(
        build_meeting(
            hostile,
            notes=hostile,
            group_notes=hostile,
            place=build_place(name=hostile, notes=hostile),
            online=Online(url="https://example.org/room", url_notes=hostile, phone_notes=hostile),
            entity=Entity(name=hostile, url="https://example.org/", phone="+15550100"),
        )
    )

    assert "<img" not in show(client)


def test_page_without_coordinates_or_address_still_stands(client: Client, published: Any) -> None:
    published(build_meeting(place=Place(city="Middletown", is_approximate=True)))

    assert "Directions" not in words(show(client))


@pytest.mark.django_db
def test_removed_meeting_is_gone_with_alternatives(client: Client, published: Any) -> None:
    published(build_meeting("Still Here"))
    removed = removed_meeting(build_meeting("Old Friends"))

    response = client.get(f"/meetings/{removed.pk}/")

    text = words(response.content.decode())
    assert response.status_code == 410
    assert "This meeting is no longer listed" in text
    assert "Old Friends was taken off its list on November 22" in text
    assert "Still Here" in text


@pytest.mark.django_db
def test_code_that_never_was_is_not_found(client: Client, published: Any) -> None:
    published(build_meeting())

    assert client.get(f"/meetings/{code_of(99)}/").status_code == 404


@pytest.mark.django_db
def test_key_that_a_feed_has_renamed_still_leads_to_the_meeting(
    client: Client, published: Any
) -> None:
    published(build_meeting())
    kept = removed_meeting(build_meeting("Renamed"))
    MeetingAlias.objects.create(feed=kept.feed, source_key="old/name", meeting=kept, created_at=AT)

    response = client.get("/meetings/listed-as/sample/old/name/")

    assert response.status_code == 302
    assert response["Location"] == f"/meetings/{kept.pk}/"
    assert client.get("/meetings/listed-as/sample/never/").status_code == 404


def removed_meeting(meeting: Any) -> ListedMeeting:
    feed = Feed.objects.create(
        slug="sample", name="Sample", source="x", fellowship="aa", created_at=AT, next_sync_at=AT
    )
    return ListedMeeting.objects.create(
        feed=feed,
        source_key=meeting.source_key,
        document=encode_document(meeting),
        first_seen_at=AT,
        changed_at=AT,
        removed_at=AT - timedelta(days=3),
    )
