"""The shortlist: the device sends its codes, and nothing is kept of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from factories.meetings import build_meeting, build_schedule, code_of
from integration.public.test_finder import names
from stepwell.domain.meetings.meeting import Attendance

PAGE = "/meetings/shortlist/"


def test_shortlist_page_comes_empty(client: Client) -> None:
    response = client.get(PAGE)

    html = response.content.decode()
    assert "Kept on this device only" in html
    assert "Nothing kept yet" in html
    assert not response.cookies


def test_shortlist_shows_what_the_device_kept_soonest_first(
    client: Client, published: Any, django_assert_num_queries: Any, db: None
) -> None:
    published(
        build_meeting("Friday", schedule=build_schedule(weekday=5)),
        build_meeting("Tonight"),
        build_meeting("Not Kept"),
        build_meeting("By Appointment", schedule=None, attendance=Attendance.BY_APPOINTMENT),
    )

    with django_assert_num_queries(0):
        response = client.post(PAGE, {"code": [code_of(0), code_of(1), code_of(3), code_of(50)]})

    html = response.content.decode()
    assert "<html" not in html
    assert names(html) == ["Tonight", "Friday"]
    assert "Fri, Nov 27" in html
    assert "By Appointment" in html
    assert "No longer listed" in html
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("codes", [["x"], ["' OR 1=1"], [""] * 900, []])
def test_shortlist_of_nonsense_is_empty(client: Client, published: Any, codes: list[str]) -> None:
    published(build_meeting())

    response = client.post(PAGE, {"code": codes})

    assert response.status_code == 200
    assert names(response.content.decode()) == []
