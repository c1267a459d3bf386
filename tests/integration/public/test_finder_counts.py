"""The numbers beside the filters: what each further choice would leave."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from factories.meetings import build_meeting, build_online_meeting, build_place, build_schedule
from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.queries import meetings as finder

SLOT = re.compile(r'<small class="soft" id="n-([a-z]+)-([^"]*)" hx-swap-oob="true">([^<]*)</small>')


def a_town() -> list[Meeting]:
    return [
        build_meeting("Plain"),
        build_meeting("Women", types=("W", "O", "CF", "BA"), languages=("es",)),
        build_meeting("Children", types=("BA",), schedule=build_schedule(weekday=4, hour=9)),
        build_meeting("Men", types=("M", "X"), attendance=Attendance.HYBRID),
        build_meeting("Spectrum", types=("G", "L", "LGBTQ"), schedule=build_schedule(weekday=5)),
        build_meeting("Clean", fellowship="na", types=("O",), languages=("ase", "es")),
        build_meeting("Far", types=("W",), place=build_place(north_miles=300)),
        build_online_meeting("Screen"),
    ]


def numbers(client: Client, **params: Any) -> dict[tuple[str, str], str]:
    """(field, value) -> what stands beside it."""
    response = client.get("/meetings/counts/", params)
    assert response.status_code == 200
    return {
        (field, value): words for field, value, words in SLOT.findall(response.content.decode())
    }


def found(client: Client, **params: Any) -> int:
    html = client.get("/meetings/", params).content.decode()
    if "No meeting fits all of that" in html:
        return 0
    (said,) = re.findall(r"<b>([\d,]+) meetings? ", html)
    return int(said.replace(",", ""))


@pytest.mark.parametrize(
    "asked",
    [
        {"near": "06457"},
        {"near": "06457", "day": "week"},
        {"near": "06457", "day": "week", "for": "childcare"},
        {"near": "06457", "day": "week", "for": "spanish"},
        {"near": "06457", "join": "in_person"},
        {"day": "week"},
        {"day": "week", "group": "aa"},
        {"day": "week", "words": "women"},
    ],
    ids=str,
)
def test_counts_are_what_choosing_finds(
    client: Client, published: Any, monkeypatch: pytest.MonkeyPatch, asked: dict[str, str]
) -> None:
    published(*a_town())
    told = {choice: words for choice, words in numbers(client, **asked).items() if words}
    monkeypatch.setattr(finder, "wider_requests", lambda *_, **__: ())

    really = {}
    for field, value in told:
        chosen = [asked[field], value] if field == "for" and field in asked else value
        really[field, value] = f"{found(client, **(asked | {field: chosen})):,}"

    assert told == really
    assert ("for", "women") in told


def test_counts_say_nothing_of_choices_that_would_not_narrow(
    client: Client, published: Any
) -> None:
    published(*a_town())

    near = numbers(client, near="06457")
    assert near["join", "online"] == near["join", ""] == near["day", "monday"] == ""
    assert near["for", "secular"] == "0"

    narrowed = numbers(client, near="06457", group="aa", join="hybrid", **{"for": "men"})
    assert {words for (field, _), words in narrowed.items() if field in {"group", "join"}} == {""}
    assert narrowed["for", "men"] == ""


def test_counts_have_their_slots_on_the_page_and_come_with_every_change(
    client: Client, published: Any
) -> None:
    published(*a_town())

    page = client.get("/meetings/", {"near": "06457"}).content.decode()
    part = client.get("/meetings/", {"near": "06457"}, headers={"HX-Request": "true"})

    slots = re.findall(r'<small class="soft" id="(n-[^"]*)"></small>', page)
    filled = [f"n-{field}-{value}" for field, value, _ in SLOT.findall(part.content.decode())]
    assert sorted(slots) == sorted(filled)
    assert len(slots) == len(set(slots))
    assert 'hx-get="/meetings/counts/"' in page


def test_counts_of_too_many_are_left_out(
    client: Client, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(*a_town())
    monkeypatch.setattr(finder, "MOST_COUNTED", 3)

    assert set(numbers(client, near="06457").values()) == {""}


def test_counts_without_an_index_are_empty(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "none.snapshot"

    assert client.get("/meetings/counts/").status_code == 204


def test_counts_ask_the_database_nothing_and_are_not_shared(
    client: Client, published: Any, django_assert_num_queries: Any, db: None
) -> None:
    published(*a_town())

    with django_assert_num_queries(0):
        response = client.get("/meetings/counts/", {"near": "06457"})

    assert response["Cache-Control"] == "private, max-age=30"
