"""The finder as a visitor meets it: what it finds, says, widens, and never keeps."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from factories.meetings import (
    MIDDLETOWN,
    build_meeting,
    build_online_meeting,
    build_place,
    build_schedule,
)
from stepwell.domain.meetings.meeting import Attendance, Place
from stepwell.queries import places
from stepwell.queries.directory import current_directory
from stepwell.web.public import finder_form

FINDER = "/meetings/"


def names(html: str) -> list[str]:
    """Names of the meetings shown, in order."""
    return re.findall(r"<h\d><a href=\"/meetings/[0-9a-f-]{36}/\"[^>]*>([^<]+)</a>", html)


def get(client: Client, **params: Any) -> str:
    response = client.get(FINDER, params)
    assert response.status_code == 200
    return response.content.decode()


def test_finder_shows_meetings_near_a_zip_soonest_first(client: Client, published: Any) -> None:
    published(
        build_meeting("Late Candle", schedule=build_schedule(hour=21)),
        build_meeting("Basement Lights"),
        build_meeting("Far Away", place=build_place(north_miles=40)),
    )

    html = get(client, near="06457")

    assert names(html) == ["Basement Lights", "Late Candle"]
    assert "Meetings near Middletown, CT 06457" in html
    assert "in 42 min" in html
    assert "2 meetings in the next 24 hours." in html


def test_finder_asks_the_database_nothing(
    client: Client, published: Any, django_assert_num_queries: Any, db: None
) -> None:
    published(*[build_meeting(f"Meeting {number}") for number in range(60)])

    with django_assert_num_queries(0):
        get(client, near="06457")
        get(client)


def test_finder_sets_no_cookie_and_says_what_may_be_kept(client: Client, published: Any) -> None:
    published(build_meeting())

    response = client.get(FINDER, {"near": "06457"})

    assert not response.cookies
    assert response["Cache-Control"] == "private, max-age=30"
    assert "HX-Request" in response["Vary"]


def test_finder_groups_by_soon_tonight_and_day(client: Client, published: Any) -> None:
    published(
        build_meeting("Running", schedule=build_schedule(hour=17)),
        build_meeting("Soon"),
        build_meeting("Tonight", schedule=build_schedule(hour=21)),
        build_meeting("Small Hours", schedule=build_schedule(weekday=4, hour=1)),
        build_meeting("Morning", schedule=build_schedule(weekday=4, hour=7)),
    )

    html = get(client, near="06457")

    headings = re.findall(r"<h2 id=\"when[^>]*>([^<]+)<", html)
    assert headings == ["Going on now", "Soon", "Later tonight", "Tomorrow, Thursday, November 26"]
    assert names(html) == ["Running", "Soon", "Tonight", "Small Hours", "Morning"]


def test_finder_widens_distance_first_and_says_so(client: Client, published: Any) -> None:
    published(build_meeting("Next Town", place=build_place(north_miles=20)))

    html = get(client, near="06457")

    assert names(html) == ["Next Town"]
    assert "Nothing within 10 miles in the next 24 hours" in html
    assert "These are within 25 miles." in html


def test_finder_widens_to_the_week_and_then_online(client: Client, published: Any) -> None:
    sunday = build_schedule(weekday=0)
    published(build_meeting("Sunday", schedule=sunday))
    assert "These are in the next 7 days." in get(client, near="06457")

    published(build_online_meeting("From Home"))
    html = get(client, near="06457", join="in_person")

    assert names(html) == ["From Home"]
    assert "These are online, from anywhere." in html


def test_finder_without_any_match_offers_a_way_on(client: Client, published: Any) -> None:
    published(build_meeting())

    html = get(client, near="06457", words="zzzzqqqq")

    assert names(html) == []
    assert "No meeting fits all of that" in html
    assert "Clear the filters" in html
    assert "See online meetings" in html


@pytest.mark.parametrize("text", ["Qqzzxx", "00000", "99999"])
def test_finder_says_that_a_place_is_unknown(client: Client, published: Any, text: str) -> None:
    published(build_meeting())

    html = get(client, near=text)

    assert "We don&#x27;t know this" in html or "has no place on the map" in html
    assert names(html) == ["Basement Lights"]


def test_finder_finds_a_town_that_only_the_listings_know(client: Client, published: Any) -> None:
    town = {"city": "Kleinbüchlingen", "country": "Germany"}
    place = Place(name="Gemeindehaus", latitude=48.1, longitude=11.5, **town)
    published(build_meeting("Dienstagsgruppe", timezone="Europe/Berlin", place=place))

    html = get(client, near="kleinbuchlingen", day="week")

    assert names(html) == ["Dienstagsgruppe"]
    assert "Meetings near Kleinbüchlingen, Germany" in html
    assert "within 16 km" in html


def test_finder_live_refinement_is_the_same_template(client: Client, published: Any) -> None:
    published(build_meeting())

    whole = get(client, near="06457")
    part = client.get(
        FINDER, {"near": "06457", "day": "soon", "words": ""}, headers={"HX-Request": "true"}
    )

    html = part.content.decode()
    assert "<html" not in html
    assert names(html) == names(whole)
    assert part["HX-Push-Url"] == "/meetings/?near=06457"


def test_finder_back_button_restores_the_whole_page(client: Client, published: Any) -> None:
    published(build_meeting())

    response = client.get(
        FINDER, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )

    assert "<html" in response.content.decode()


def test_location_is_used_but_not_kept(client: Client, published: Any) -> None:
    published(build_meeting())
    latitude, longitude = (f"{part:.2f}" for part in MIDDLETOWN)

    response = client.post(FINDER, {"lat": latitude, "lng": longitude, "near": "", "day": "soon"})

    html = response.content.decode()
    assert names(html) == ["Basement Lights"]
    assert 'value="Middletown, CT"' in html
    assert latitude not in html
    assert longitude not in html
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(
    ("lat", "lng"), [("", ""), ("x", "1"), ("91", "0"), ("nan", "nan"), ("1e999", "0")]
)
def test_location_that_is_none_leads_back(
    client: Client, published: Any, lat: str, lng: str
) -> None:
    published(build_meeting())

    response = client.post(FINDER, {"lat": lat, "lng": lng})

    assert response.status_code == 302
    assert response["Location"] == FINDER


def test_location_in_an_address_is_ignored(client: Client, published: Any) -> None:
    published(build_meeting("Far Away", place=build_place(north_miles=300)))

    html = get(client, lat="41.56", lng="-72.65")

    assert names(html) == ["Far Away"]


FILTERS = [
    ({"day": "tomorrow"}, {"Thursday"}),
    ({"day": "thursday"}, {"Thursday"}),
    ({"time": "morning", "day": "week"}, {"Thursday"}),
    ({"time": ["morning", "night"], "day": "week"}, {"Thursday", "Night"}),
    ({"within": "25"}, {"Plain", "Women", "Español", "Night", "Thursday", "Wide", "NA"}),
    ({"group": "na"}, {"NA"}),
    ({"join": "hybrid"}, {"Español"}),
    ({"for": "women"}, {"Women"}),
    ({"for": "spanish"}, {"Español"}),
    ({"language": "es"}, {"Español"}),
    ({"not": "women", "day": "today"}, {"Plain", "Español", "Night", "NA"}),
    ({"for": "step_free"}, {"Night"}),
    ({"words": "womne"}, {"Women"}),
    ({"region": "Connecticut > Shore"}, {"Plain"}),
]  # fmt: skip


@pytest.mark.parametrize(("params", "expected"), FILTERS, ids=[str(one) for one, _ in FILTERS])
def test_filter_keeps_what_fits(
    client: Client, published: Any, params: dict[str, Any], expected: set[str]
) -> None:
    published(
        build_meeting("Plain", regions=("Connecticut", "Shore")),
        build_meeting("Women", types=("O", "W"), notes="For women"),
        build_meeting("Español", languages=("es",), attendance=Attendance.HYBRID),
        build_meeting("Night", schedule=build_schedule(hour=22), types=("X",)),
        build_meeting("Thursday", schedule=build_schedule(weekday=4, hour=9)),
        build_meeting("Wide", place=build_place(north_miles=20)),
        build_meeting("NA", fellowship="na"),
    )

    html = get(client, near="06457", **params)

    assert set(names(html)) == expected
    assert "so we looked further" not in html


def test_online_meetings_are_read_in_the_zone_of_the_place(client: Client, published: Any) -> None:
    published(build_meeting(), build_online_meeting(timezone="America/Los_Angeles"))

    html = get(client, near="06457")

    assert "Online, from anywhere" in html
    assert re.search(r"9:30 pm <small>Eastern time</small>", html)


def test_online_meetings_are_read_in_the_zone_chosen(client: Client, published: Any) -> None:
    published(build_online_meeting())

    html = get(client, join="online", tz="America/Denver")

    assert re.search(r"4:30 pm <small>Mountain time</small>", html)


def test_meeting_to_go_to_elsewhere_names_its_zone(client: Client, published: Any) -> None:
    published(
        build_meeting("Here"),
        build_meeting("There", timezone="America/Chicago"),
        build_meeting("Here Too"),
    )

    html = get(client)

    assert html.count("<small>Central time</small>") == 1
    assert "<small>Eastern time</small>" not in html


def test_type_names_are_shown_in_the_language_asked_for(client: Client, published: Any) -> None:
    published(build_meeting(types=("O", "SP")))

    html = get(client, types_in="es")

    assert re.search(r"<span class=\"badge\" lang=\"es\">.*?</svg>Abierta</span>", html)
    assert "Orador" in html


def test_spanish_meeting_says_so_in_spanish(client: Client, published: Any) -> None:
    published(build_meeting("Paso a Paso", languages=("es",)))

    html = get(client)

    assert re.search(r"<a href=\"[^\"]+\" lang=\"es\">Paso a Paso</a>", html)
    assert re.search(r"<span class=\"badge\" lang=\"es\">.*?</svg>En español</span>", html)


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "100% %s %(x)s",
        "a\ue000b\ue001\x00c",
        "0001-01-01T00:00+00:00",
    ],
)
def test_listed_words_cannot_break_the_page(client: Client, published: Any, name: str) -> None:
    published(build_meeting(name), build_meeting("After"))

    html = get(client, near="06457")

    assert "<script>alert" not in html
    assert "in 42 min" in html
    assert names(html)[-1] == "After"


def test_finder_pages_through_many(client: Client, published: Any) -> None:
    published(*[build_meeting(f"Meeting {number:02d}") for number in range(70)])

    first, second = get(client, near="06457"), get(client, near="06457", page="2")

    assert len(names(first)) == 50
    assert len(names(second)) == 20
    assert not set(names(first)) & set(names(second))
    assert "/meetings/?near=06457&amp;page=2" in first


def test_meeting_without_fixed_time_is_listed_apart(client: Client, published: Any) -> None:
    published(
        build_meeting(),
        build_meeting("Hospital Visits", schedule=None, attendance=Attendance.BY_APPOINTMENT),
    )

    html = get(client, near="06457")

    assert names(html) == ["Basement Lights"]
    assert "Without a fixed time" in html
    assert "Hospital Visits" in html


@pytest.mark.parametrize(
    "params",
    [
        {"day": "someday", "within": "-3", "join": "x", "for": "y", "tz": "Moon/Sea", "page": "0"},
        {"page": "999999999999", "within": "٣", "language": "<b>"},
        {"near": "x" * 5000, "words": "y" * 5000, "region": "z" * 5000},
        {"near": "\x00", "tz": "../../etc/passwd"},
    ],
)
def test_finder_answers_whatever_the_address_says(
    client: Client, published: Any, params: dict[str, str]
) -> None:
    published(build_meeting())

    assert client.get(FINDER, params).status_code == 200


def test_finder_without_an_index_helps_all_the_same(client: Client, settings: Any) -> None:
    settings.SNAPSHOT_PATH = settings.DATA_DIR / "none.snapshot"

    response = client.get(FINDER)

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Talk to someone now" in response.content.decode()


def test_invented_meetings_are_labelled(client: Client, published: Any, sources: Any) -> None:
    published(build_meeting())
    assert "don’t travel to them" not in get(client)

    sources["sample"] = type(sources["sample"])("sample", "Sample", None, is_sample=True)

    assert "don’t travel to them" in get(client)


def test_what_a_visitor_typed_is_in_no_cache(client: Client, published: Any) -> None:
    published(build_meeting(), build_online_meeting())

    client.post(FINDER, {"lat": "41.77", "lng": "-72.69", "words": "harborlight"})
    get(client, near="Wethersfield", words="harborlight")

    kept = repr([finder_form._rendered._values, current_directory()._shared._values]).casefold()
    for typed in ("41.77", "72.69", "wethersfield", "harborlight"):
        assert typed not in kept
    with_position = places._zone_of_listed.cache_info().currsize
    client.post(FINDER, {"lat": "41.31", "lng": "-72.93"})
    assert places._zone_of_listed.cache_info().currsize == with_position
