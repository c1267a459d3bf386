"""What stays behind a member's visit says nothing: titles, addresses, the manifest, file names.

Every page of members and of accounts is tried, as the table of addresses lists them, so a new page
under a telling title or address fails here.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.urls import reverse

from integration.access.routes import all_routes
from integration.access.table import TABLE
from integration.access.table.row import DOT, SIGNED_IN, Row
from integration.access.world import KINDS, World
from stepwell.actions.invitations import digest_of_token
from stepwell.domain.people.neutral_words import telling_word
from stepwell.domain.people.notices import NoticeKind, notice_words
from stepwell.records.accounts.models import Organization

pytestmark = pytest.mark.django_db
APP_NAMES = {"ana": "Harbor", "vic": "Harbor", "sol": "Harbor", "pat": "Daybook"}
NEUTRAL = {"accounts", "members", "partners", "app"}
OURS = [row for row in TABLE if row.route.partition(":")[0] in NEUTRAL]
READ = [row for row in OURS if "GET" in row.answers]


def title_of(answer: HttpResponse) -> str:
    titles = re.findall(r"<title>(.*?)</title>", answer.content.decode(), re.DOTALL)
    assert len(titles) == 1
    return str(titles[0])


def assert_neutral(answer: HttpResponse) -> None:
    """What a tab, the history or a folder of downloads would show."""
    for header in ("Location", "Content-Disposition"):
        left_behind = answer.get(header, "")
        assert not telling_word(left_behind), left_behind
    if answer["Content-Type"].startswith("text/html") and answer.content:
        title = title_of(answer)
        assert not telling_word(title), title
        assert "stepwell" not in title.lower(), title
        assert 'name="description"' not in answer.content.decode()


@pytest.mark.parametrize("row", READ, ids=lambda row: row.route)
def test_neutral_pages_for_members_carry_the_name_of_their_app(row: Row, world: World) -> None:
    for thing in row.of or [""]:
        for name in KINDS:
            answer = world.ask(name, "GET", world.address(row.route, thing, name))
            assert_neutral(answer)
            is_page = answer.status_code == 200 and b"</html>" in answer.content
            if is_page and 'class="tabbar"' in answer.content.decode():
                assert title_of(answer).endswith(f" – {APP_NAMES[name]}")
                assert "Stepwell" not in answer.content.decode(), "the name can be looked up"


@pytest.mark.parametrize("row", READ, ids=lambda row: row.route)
def test_neutral_pages_for_strangers_and_staff(row: Row, world: World) -> None:
    for name in (DOT, "ben"):
        thing = next(iter(row.of), "")
        assert_neutral(world.ask(name, "GET", world.address(row.route, thing, name)))


def test_neutral_pages_addresses_tell_nothing() -> None:
    """They stay in the history of the browser, even where the page was refused."""
    found = [one for one in all_routes() if one.name in {row.route for row in OURS}]

    assert len(found) == len(OURS)
    assert [one.address for one in found if telling_word(one.address)] == []


@pytest.mark.parametrize("name", KINDS)
def test_neutral_pages_every_member_page_has_the_frame_and_a_way_out(
    name: str, world: World
) -> None:
    seen = 0
    for row in READ:
        if row.opens_for(name, "") if not row.of else False:
            answer = world.ask(name, "GET", reverse(row.route))
            if not answer["Content-Type"].startswith("text/html"):
                continue  # A paper.
            page = answer.content.decode()
            if "</html>" in page and 'href="/sign-in/other-way/"' not in page:
                assert 'data-behavior="leave"' in page, row.route
                seen += 1
    assert seen >= 6


@pytest.mark.parametrize(
    ("name", "method", "address", "status"),
    [
        ("ana", "GET", "/me/nothing-here/", 404),
        ("ana", "GET", "/account/nothing-here/", 404),
        ("pat", "GET", "/staff/clients/", 403),
        ("vic", "GET", "/me/opened/", 403),
        (DOT, "GET", "/join/", 404),
    ],
)
def test_neutral_pages_errors_say_nothing_either(
    name: str, method: str, address: str, status: int, world: World
) -> None:
    answer = world.ask(name, method, address)

    assert answer.status_code == status
    assert_neutral(answer)
    if name != DOT:
        assert title_of(answer).endswith(f" – {APP_NAMES[name]}")
        assert 'class="tabbar"' in answer.content.decode()


def test_neutral_pages_a_form_without_its_token_is_refused_in_the_same_frame(world: World) -> None:
    answer = world.ask("ana", "POST", "/account/confirm/", enforce_csrf_checks=True)

    assert answer.status_code == 403
    assert title_of(answer).endswith(" – Harbor")


def test_neutral_pages_welcome_names_the_app_only(world: World) -> None:
    browser = world.browser(DOT)
    browser.get(reverse("accounts:open_invitation", args=[world.tokens["invitation"]]))
    answer = browser.get("/welcome/")

    assert digest_of_token(world.tokens["invitation"]) not in answer.content.decode()
    assert title_of(answer) == "Welcome – Harbor"
    assert "Harbor House" not in answer.content.decode()


def test_neutral_pages_manifest_is_the_programs_own(world: World) -> None:
    for name, app_name in APP_NAMES.items():
        answer = world.ask(name, "GET", "/app/app.webmanifest")
        manifest = json.loads(answer.content)

        assert answer["Content-Type"] == "application/manifest+json"
        assert manifest["name"] == manifest["short_name"] == app_name
        assert "stepwell" not in answer.content.decode().lower()
        assert urlsplit(manifest["start_url"]).path == manifest["start_url"]


def test_neutral_pages_a_new_name_is_on_the_next_page(world: World) -> None:
    Organization.objects.filter(slug="harbor").update(app_name="Quay")

    assert title_of(world.ask("ana", "GET", "/account/")).endswith(" – Quay")


@pytest.mark.parametrize("kind", NoticeKind)
def test_neutral_pages_messages_say_nothing(kind: NoticeKind) -> None:
    words = notice_words(kind, sender_name="Harbor", app_name="Harbor")

    assert not telling_word(words.subject + words.text)
    assert "Harbor" in words.subject


def test_neutral_pages_tries_everyone_who_is_no_staff() -> None:
    assert set(KINDS) == set(APP_NAMES)
    assert set(KINDS) < set(SIGNED_IN.split())
