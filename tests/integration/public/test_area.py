"""`POST /app/area.json`: meetings of an area for a phone to carry, without a trace of the place."""

from __future__ import annotations

import gzip
import json
import logging
from typing import Any

import pytest
from django.test import Client

from factories.meetings import (
    MIDDLETOWN,
    build_meeting,
    build_online_meeting,
    build_place,
    build_schedule,
    code_of,
)
from stepwell.domain.meetings.meeting import Attendance, Online
from stepwell.queries import meeting_area

PAGE = "/app/area.json"


def ask(client: Client, **asked: Any) -> Any:
    return client.post(PAGE, json.dumps(asked), content_type="application/json")


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return list(answer.json()["meetings"]["meetings"]["name"])


@pytest.fixture
def listed(published: Any) -> None:
    published(
        build_meeting("Near"),
        build_meeting("Far", place=build_place(40)),
        build_online_meeting("Afar"),
        build_online_meeting("NA afar", fellowship="na"),
        build_meeting("Closed", attendance=Attendance.TEMPORARILY_CLOSED),
        build_meeting("By appointment", schedule=None, attendance=Attendance.BY_APPOINTMENT),
        build_online_meeting("On request", online=Online()),
    )


@pytest.mark.usefixtures("listed")
def test_area_holds_what_is_near_and_what_can_be_joined_from_afar(client: Client) -> None:
    answer = ask(client, near="06457")

    told = answer.json()
    assert names(answer) == ["Near", "Afar", "NA afar"]
    assert told["meetings"]["meetings"]["code"] == [code_of(0), code_of(2), code_of(3)]
    assert told["area"] == {"label": "Middletown, CT 06457", "km": 40.0}
    assert told["cut"] == {"near": 0, "online": 1}
    assert told["read_at"] == "2026-11-25T22:48:00Z"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.usefixtures("listed")
def test_distance_fellowships_and_online_are_as_asked(client: Client) -> None:
    wide = ask(client, near="06457", km=80, online=False)
    na = ask(client, point=[MIDDLETOWN[0], MIDDLETOWN[1]], fellowships=["na", "no-such"])
    nowhere = ask(client)

    assert sorted(names(wide)) == ["Far", "Near"]
    assert names(na) == ["Near", "NA afar"]
    assert names(nowhere) == ["Afar", "NA afar"]


@pytest.mark.usefixtures("listed")
def test_what_the_phone_has_is_not_sent_again(client: Client) -> None:
    version = ask(client, near="06457").json()["version"]

    same = ask(client, near="06457", have=version).json()
    other = ask(client, near="06457", have="0" * 16).json()

    assert (same["is_same"], "meetings" in same) == (True, False)
    assert (other["is_same"], "meetings" in other) == (False, True)


def test_version_stays_while_other_areas_change(client: Client, published: Any) -> None:
    published(build_meeting())
    before = ask(client, near="06457").json()["version"]
    published(build_meeting(), build_meeting("Far", place=build_place(90)))

    assert ask(client, near="06457").json()["version"] == before


def test_too_many_are_cut_by_distance_and_online_spread_through_the_week(
    client: Client, published: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meeting_area, "MOST_NEAR", 2)
    monkeypatch.setattr(meeting_area, "MOST_ONLINE", 3)
    online = [(1, "A"), (1, "B"), (3, "C"), (3, "D"), (6, "E")]
    published(
        build_meeting("Third", place=build_place(3)),
        build_meeting("First", place=build_place(1)),
        build_meeting("Second", place=build_place(2)),
        *(build_online_meeting(name, schedule=build_schedule(day)) for day, name in online),
    )

    answer = ask(client, near="06457")

    assert sorted(names(answer)) == ["A", "C", "E", "First", "Second"]
    assert answer.json()["cut"] == {"near": 1, "online": 2}


@pytest.mark.usefixtures("listed")
def test_answer_is_packed_for_a_thin_line(client: Client) -> None:
    body = json.dumps({"near": "06457"})
    plain = client.post(PAGE, body, content_type="application/json")

    packed = client.post(
        PAGE, body, content_type="application/json", headers={"Accept-Encoding": "gzip, br"}
    )

    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert gzip.decompress(packed.content) == plain.content


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    "asked",
    [
        {"near": 6457},
        {"point": [91, 0]},
        {"point": [0]},
        {"km": 0},
        {"km": 5000},
        {"where": "06457"},
        {"near": "x" * 81},
        [],
    ],
)
def test_nonsense_is_refused(client: Client, asked: Any) -> None:
    answer = client.post(PAGE, json.dumps(asked), content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (422, "not_valid")


def test_unknown_place_a_long_question_and_no_directory_are_said_in_words(
    client: Client, listed: None, settings: Any, tmp_path: Any
) -> None:
    unknown = ask(client, near="Nowhereville, ZZ")
    long = client.post(PAGE, " " * 9000, content_type="application/json")
    settings.SNAPSHOT_PATH = tmp_path / "none.snapshot"
    without = ask(client, near="06457")

    assert (unknown.status_code, unknown.json()["code"]) == (422, "no_place")
    assert unknown.json()["words"]
    assert (long.status_code, long.json()["code"]) == (413, "too_large")
    assert (without.status_code, without.json()["code"]) == (503, "no_directory")


@pytest.mark.usefixtures("listed")
def test_place_asked_for_is_in_no_log_and_asks_no_database(
    client: Client, caplog: pytest.LogCaptureFixture, django_assert_num_queries: Any, db: None
) -> None:
    with caplog.at_level(logging.DEBUG), django_assert_num_queries(0):
        ask(client, near="06457")
        ask(client, point=[41.56231, -72.65061])
        ask(client, near="Nowhereville 06457")

    logged = " ".join(f"{one.getMessage()} {one.__dict__}" for one in caplog.records)
    assert "app/area.json" in logged
    assert not any(word in logged for word in ("06457", "Middletown", "41.56", "72.65"))


def test_asking_by_address_is_refused(client: Client) -> None:
    assert client.get(PAGE, {"near": "06457"}).status_code == 405
