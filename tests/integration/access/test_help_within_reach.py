"""Help now is one tap away from every page, so at most two from anywhere.

Walks the table of addresses, which has a row for every address of the URL configuration.
"""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from integration.access.table import TABLE
from integration.access.table.row import EVERYONE, Row
from integration.access.world import World
from stepwell.web.shared.context import program
from stepwell.web.shared.views import errors

pytestmark = pytest.mark.django_db

LINKS = ('href="/help-now/"', 'href="/help-now/es/"')
FRAGMENTS = {"public:places", "public:meeting_counts"}
"""Parts of a page, which the page around them has the link for."""

TURNED_AWAY = ["/nowhere/", "/staff/feeds/", "/staff/clients/00000000-0000-7000-8000-000000000000/"]


def leads_to_help(answer: HttpResponse) -> bool:
    html = answer.content.decode()
    return "<html" in html and any(link in html for link in LINKS)


def is_page(answer: HttpResponse) -> bool:
    kind = answer.get("Content-Type", "")
    return kind.startswith("text/html") and answer.status_code not in {204, 301, 302}


def one_who_may(row: Row) -> tuple[str, str]:
    return next(
        (name, thing)
        for thing in row.of or [""]
        for name in EVERYONE.split()
        if row.opens_for(name, thing)
    )


def test_help_is_one_tap_from_every_page(world: World) -> None:
    pages, without = 0, []
    for row in TABLE:
        if "GET" not in row.answers or row.route in FRAGMENTS:
            continue
        name, thing = one_who_may(row)
        answer = world.ask(name, "GET", world.address(row.route, thing, name))
        if is_page(answer):
            pages += 1
            without += [] if leads_to_help(answer) else [f"{row.route} for {name}"]

    assert without == []
    assert pages > len(TABLE) / 3


def test_help_is_one_tap_from_pages_that_refuse(world: World) -> None:
    for name in ("ana", "ben", "vic"):
        for address in TURNED_AWAY:
            answer = world.ask(name, "GET", address)
            assert answer.status_code in {403, 404}
            assert leads_to_help(answer), f"{address} for {name}"


def test_help_is_one_tap_from_pages_of_errors(rf: RequestFactory) -> None:
    for name in ("400", "403", "404", "500", "csrf"):
        html = render_to_string(f"shared/errors/{name}.html", program(None))
        assert leads_to_help(HttpResponse(html)), name
    assert leads_to_help(errors.server_error(rf.get("/")))


def test_page_without_the_link_is_found() -> None:
    assert not leads_to_help(HttpResponse("<html><p>Nothing here.</p></html>"))
    assert not leads_to_help(HttpResponse('<a href="/help-now/">a fragment</a>'))
