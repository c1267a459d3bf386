"""Help now for everyone: numbers first, in two languages, small, and the same for all."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from signing_in import create_person, sign_in
from stepwell.domain.help.lines import LANGUAGES
from stepwell.queries.help_lines import help_lines
from stepwell.queries.help_pages import shown_topics, words_of
from stepwell.web.public import own_help_numbers
from stepwell.web.public.help_context import addresses, front_address, topic_address

FRONT_PAGES = {"en": "/help-now/", "es": "/help-now/es/"}


def text(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_front_page_begins_with_buttons_that_call(client: Client, language: str) -> None:
    html = text(client, FRONT_PAGES[language])
    main = html.partition("<main")[2]
    links = re.findall(r'href="([^"]+)"', main)

    assert f'<html lang="{language}"' in html
    assert links[:3] == ["tel:911", "tel:988", "sms:988"]
    assert main.index("tel:988") < main.index("<h2")
    order = [main.index(f'id="{slug}"') for slug in ("overdose", "withdrawal", "crisis", "at-home")]
    assert order == sorted(order)
    assert max(order) < main.index('id="people"') < main.index('id="meeting"')


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_is_there_with_its_hours_and_the_day_it_was_checked(
    client: Client, language: str
) -> None:
    html, words = text(client, FRONT_PAGES[language]), words_of(language)
    lines = help_lines().by_key.values()

    for line in lines:
        assert f"tel:{line.dialed}" in html if line.number else line.url in html
        assert line.words(language).name.replace("&", "&amp;") in html
    numbers = html.partition('id="numbers"')[2]
    assert numbers.count(words["hours_always"]) == len(lines)
    assert numbers.count(words["not_checked"]) == sum(not one.checked_on for one in lines)
    assert numbers.count(words["unverified"]) == sum(bool(one.unverified) for one in lines)
    assert numbers.count('datetime="2026-11-23"') == sum(bool(one.checked_on) for one in lines)


def test_dates_and_leave_are_spanish_on_spanish_pages(client: Client) -> None:
    html = text(client, "/help-now/es/")

    assert "23 de noviembre de 2026" in html
    assert "Nov. 23" not in html
    assert "Skip to the page" not in html
    assert 'hreflang="en" href="/help-now/"' in html


@pytest.mark.parametrize("address", addresses())
def test_page_says_it_is_not_reviewed_and_leads_back(client: Client, address: str) -> None:
    html = text(client, address)
    language = "es" if "/es/" in address else "en"

    assert 'href="tel:911"' in html
    assert 'rel="noreferrer" data-behavior="leave"' in html
    assert html.count("<h1") == 1
    if address not in FRONT_PAGES.values():
        assert words_of(language)["not_reviewed"] in html
        assert f'href="{FRONT_PAGES[language]}"' in html
    assert "fonts/" not in html
    assert len(gzip.compress(html.encode())) < 9_000


def test_whole_first_page_is_small(client: Client) -> None:
    """Everything an old phone has to load, compressed: HTML, style and scripts; no font."""
    html = text(client, "/help-now/")
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    style = client.get(styles[0], headers={"Accept-Encoding": "gzip"}).content

    assert len(styles) == 1
    assert len(gzip.compress(html.encode())) + len(style) < 20_000


def test_staff_parts_of_the_safety_texts_do_not_show(client: Client) -> None:
    pages = [text(client, address) for address in addresses()]

    assert not [html for html in pages if "For people who work here" in html]
    assert not [html for html in pages if "Para quienes trabajan aquí" in html]


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_about_home_says_nothing_in_title_and_address(client: Client, language: str) -> None:
    address = topic_address("at-home", language)
    html = text(client, address)
    (title,) = re.findall("<title>(.*?)</title>", html)

    assert "violen" not in address + title
    assert title.startswith(words_of(language)["title"])
    assert '<meta name="description"' not in html
    main = html.partition("<main")[2]
    assert main.index('data-behavior="leave"') < main.index("tel:911")


def test_unknown_topic_is_not_found_and_the_old_address_leads_on(client: Client) -> None:
    assert client.get("/help-now/nothing/").status_code == 404
    assert client.get("/es/help-now/")["Location"] == "/help-now/es/"
    assert front_address("es") == "/help-now/es/"


def test_anonymous_page_reads_no_database_and_sets_no_cookie(client: Client) -> None:
    """Without the `db` mark any query would fail."""
    response = client.get("/help-now/")

    assert not response.cookies
    assert response["Cache-Control"] == "private, max-age=300"
    assert "Cookie" in response["Vary"]


def _kept(client: Client) -> dict[str, Any]:
    response = client.get(reverse("public:help_worker"))
    assert response["Content-Type"].startswith("text/javascript")
    assert response["Cache-Control"] == "no-cache"
    first = response.content.decode().partition("\n")[0]
    return json.loads(first.removeprefix("const KEPT = ").removesuffix(";"))


def test_worker_keeps_the_public_pages_in_both_languages_and_no_other(client: Client) -> None:
    kept = _kept(client)
    topics = len(shown_topics("en"))

    assert len(kept["pages"]) == 2 * (1 + topics)
    assert all(page.startswith("/help-now/") for page in kept["pages"])
    for part in kept["parts"]:
        assert part.startswith(("/style/", "/static/"))
    assert reverse("public:help_worker").rpartition("/")[0] + "/" == "/help-now/"


def test_worker_changes_with_what_the_pages_say(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True  # The script is put together anew each time.
    before = _kept(client)["version"]
    assert _kept(client)["version"] == before

    settings.LEAVE_URL = "https://example.org/"
    assert _kept(client)["version"] != before


@pytest.mark.django_db
def test_signed_in_page_is_kept_nowhere(client: Client) -> None:
    sign_in(client, create_person("pat"))

    response = client.get("/help-now/")

    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_page_shows_where_the_database_fails(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client, create_person("pat"))

    def fail(*_: object) -> None:
        raise DatabaseError("planted")

    monkeypatch.setattr(own_help_numbers, "help_numbers_of", fail)

    assert "tel:988" in text(client, "/help-now/")
    assert "without the program's numbers" in caplog.text
