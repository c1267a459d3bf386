from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from factories.meetings import build_meeting, code_of
from stepwell.domain.meetings.meeting import Attendance


def address(number: int = 0) -> str:
    return f"/meetings/{code_of(number)}/calendar.ics"


def test_calendar_file_tells_nobody_what_it_is(client: Client, published: Any) -> None:
    published(build_meeting("Basement Lights", notes="AA for newcomers"))

    response = client.get(address())

    text = response.content.decode()
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Evening appointment" in text
    assert "RRULE:FREQ=WEEKLY;BYDAY=WE" in text
    assert "BEGIN:VTIMEZONE" in text
    assert f"UID:{code_of(0)}" in text
    for word in ("Basement", "AA", "Middletown", "meeting", "Stepwell"):
        assert word not in text


def test_calendar_file_with_details_only_when_asked(client: Client, published: Any) -> None:
    published(build_meeting("Basement Lights"))

    text = client.get(address(), {"details": "1"}).content.decode()

    assert "SUMMARY:Basement Lights" in text
    assert "214 Harbor Street" in text


def test_page_announces_the_title_the_file_will_have(client: Client, published: Any) -> None:
    published(build_meeting())

    html = client.get(f"/meetings/{code_of(0)}/").content.decode()

    assert "In your calendar it’s called “Evening appointment”" in html


@pytest.mark.parametrize("attendance", [Attendance.INACTIVE, Attendance.BY_APPOINTMENT])
def test_calendar_of_a_meeting_without_times_is_not_found(
    client: Client, published: Any, attendance: Attendance
) -> None:
    published(build_meeting(attendance=attendance))

    assert client.get(address()).status_code == 404
    assert client.get(address(7)).status_code == 404
