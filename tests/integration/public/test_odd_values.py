"""No address that someone makes up breaks a public page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from factories.meetings import build_meeting
from stepwell.web.public import urls

ODD = [
    "\0",
    "9" * 5000,
    "-1",
    "\u0660",
    "x" * 3000,
    "\ud7ff\U0001f600",
    "%00",
    "' or 1=1 --",
    "[]",
    "{{",
]
FIELDS = [
    "day",
    "for",
    "group",
    "join",
    "language",
    "lat",
    "lng",
    "near",
    "not",
    "page",
    "region",
    "time",
    "types_in",
    "tz",
    "within",
    "words",
    "kind",
    "list",
    "code",
    "text",
]
PATHS = [
    "/",
    "/meetings/",
    "/meetings/lists/",
    "/meetings/lists/x/",
    "/meetings/changes/",
    "/meetings/counts/",
    "/meetings/shortlist/",
    "/meetings/what-to-expect/",
    "/meetings/listed-as/x/{odd}/",
    "/meetings/00000000-0000-7000-8000-000000000000/",
    "/meetings/00000000-0000-7000-8000-000000000000/calendar.ics",
    "/places/",
    "/help-now/",
    "/help-now/worker.js",
    "/help-now/es/",
    "/help-now/es/{odd}/",
    "/help-now/{odd}/",
    "/es/help-now/",
    "/privacy/",
    "/app/area.json",
    "/app/counting.json",
    "/app/steps.{odd}.json",
]


def test_every_public_page_is_among_those_tried() -> None:
    routes = [str(one.pattern) for one in urls.urlpatterns if isinstance(one, URLPattern)]

    assert len(routes) == len(PATHS)
    assert get_resolver()


@pytest.mark.django_db
@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("path", PATHS)
def test_odd_values_never_break_a_page(client: Client, published: Any, path: str, odd: str) -> None:
    published(build_meeting())
    path = path.replace("{odd}", odd[:1000].replace("%", "%25").replace("\0", "%00"))

    every = client.get(path, dict.fromkeys(FIELDS, odd))
    codes = [client.get(path, {name: odd}).status_code for name in FIELDS]

    assert max([every.status_code, *codes]) < 500
