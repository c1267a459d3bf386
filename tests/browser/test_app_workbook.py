"""The workbook, the private notebook and the journal by hand, in a real browser."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Request, expect

from browser.app_pages import dump, forget_offline_complaints, open_app
from browser.conftest import DESKTOP, PHONE, Visit, assert_accessible, assert_no_sideways_scroll
from browser.workbook_pages import (
    PHRASE,
    SLOW,
    TEXT,
    first_question,
    make_notebook,
    open_by,
    workbook,
)
from cast import Cast, build_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=1))


class Heard:
    """Everything that the page sent."""

    def __init__(self, page: Page) -> None:
        self.sent: list[str] = []
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.sent += [request.url, request.post_data or ""]


def assert_nothing_of(secrets: list[str], where: str) -> None:
    for secret in secrets:
        for spelling in (secret, json.dumps(secret)[1:-1], secret.replace(" ", "%20")):
            assert spelling not in where


def test_notebook_is_made_without_a_network_and_opens_by_passphrase_and_by_code(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    workbook(page)
    heard = Heard(page)
    visitor.context.set_offline(True)
    page.reload()
    workbook(page)
    first_question(page)

    code = make_notebook(page)
    page.get_by_label("Your words").fill(TEXT)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Saved on this phone, locked.")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("1 written")).to_be_visible()

    page.reload()
    workbook(page)
    expect(page.get_by_text("Notebook locked")).to_be_visible()
    first_question(page)
    expect(page.get_by_text(TEXT)).to_have_count(0)
    open_by(page, "Passphrase", PHRASE + "!")
    expect(page.get_by_text("That passphrase does not open this notebook.")).to_be_visible(
        timeout=SLOW
    )
    open_by(page, "Passphrase", PHRASE)
    expect(page.get_by_text(TEXT)).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Lock").click()
    open_by(page, "Printed code", code[:-1] + ("0" if code[-1] != "0" else "1"))
    expect(page.get_by_text("There is a typing mistake in group 7.")).to_be_visible()
    open_by(page, "Printed code", code.lower())
    expect(page.get_by_text(TEXT)).to_be_visible()

    forget_offline_complaints(visitor)
    visitor.context.set_offline(False)
    page.reload()
    expect(page.get_by_text("All sent")).to_be_visible()
    assert any("keyring" in one for one in heard.sent)
    assert any('"sealed"' in one for one in heard.sent)
    assert all("403" in one for one in visitor.complaints)  # The token was asked for anew.
    visitor.complaints.clear()
    secrets = [PHRASE, TEXT, code, code.replace("-", "")]
    assert_nothing_of(secrets, "\n".join(heard.sent))
    assert_nothing_of(secrets, json.dumps(dump(page)) + page.content())


def test_step_is_marked_and_taken_up_again(visit: Visit, cast: Cast, client: Any) -> None:
    page = open_app(visit, cast, client).page
    workbook(page)
    page.get_by_role("link", name="2. Hope").click()

    page.get_by_role("button", name="Start this step").click()
    expect(page.get_by_role("status").get_by_text("Working on it")).to_be_visible()
    page.get_by_role("button", name="Done with my sponsor").click()
    expect(page.get_by_role("status").get_by_text("Done with sponsor")).to_be_visible()
    page.wait_for_timeout(1_100)  # Times are kept to the second.
    page.get_by_role("button", name="Take it up again").click()

    expect(page.get_by_text("Time 1: began")).to_contain_text("done with sponsor")
    expect(page.get_by_text("Time 2: began")).to_be_visible()
    page.reload()
    workbook(page)
    expect(page.get_by_role("link", name="2. Hope")).to_contain_text("Working on it, time 2")


def test_steps_that_wait_are_hidden_or_only_read_without_a_network_too(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    workbook(page)
    page.get_by_role("link", name="4. Taking stock").click()
    page.get_by_role("button", name="Start this step").click()
    expect(page.get_by_role("status").get_by_text("Working on it")).to_be_visible()
    waiting = {"waiting": [4, 5, 6, 7, 8, 9]}
    visitor.context.route("**/me/steps/waiting.json", lambda route: route.fulfill(json=waiting))
    page.reload()
    workbook(page)
    expect(page.get_by_text("Some steps can wait")).to_be_visible()
    visitor.context.unroute_all()
    visitor.context.set_offline(True)

    page.reload()
    workbook(page)

    expect(page.get_by_text("Some steps can wait")).to_be_visible()
    expect(page.locator("ol.flight li")).to_have_count(7)
    page.get_by_role("link", name="4. Taking stock").click()
    expect(page.get_by_text("This step is put off for now.")).to_be_visible()
    expect(page.get_by_role("button", name="Done with my sponsor")).to_have_count(0)
    page.locator("[aria-labelledby=questions] a").first.click()
    make_notebook(page)
    expect(page.get_by_label("Your words")).to_have_count(0)
    forget_offline_complaints(visitor)


def test_ways_are_changed_and_a_new_key_locks_all_pages_again(
    visit: Visit, cast: Cast, client: Any
) -> None:
    page = open_app(visit, cast, client).page
    workbook(page)
    page.get_by_role("link", name="Journal").click()
    code = make_notebook(page)
    page.get_by_role("button", name="Write a page").click()
    page.get_by_label("Your words").fill(TEXT)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(TEXT)).to_be_visible()
    workbook(page)
    page.get_by_role("link", name="Your private notebook").click()

    with page.expect_download() as saved:
        page.get_by_role("button", name="Save to a file").click()
    assert TEXT in saved.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Make a new key").click()
    page.get_by_label("Printed code", exact=True).check()
    page.get_by_label("Your printed code").fill(code)
    page.get_by_label("New passphrase").fill(PHRASE + " again")
    page.get_by_label("The same again").fill(PHRASE + " again")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("I have it on paper").check(timeout=SLOW)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("1 page was locked with the new key.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Lock", exact=True).click()
    open_by(page, "Printed code", code)
    expect(page.get_by_text("it is not the code of this notebook")).to_be_visible()
    open_by(page, "Passphrase", PHRASE + " again")
    expect(page.get_by_role("heading", name="What opens it")).to_be_visible(timeout=SLOW)
    workbook(page)
    page.get_by_role("link", name="Journal").click()
    expect(page.get_by_text(TEXT)).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESKTOP, "dark")])
def test_workbook_and_notebook_are_good_to_look_at(
    visit: Visit, cast: Cast, client: Any, size: Any, theme: Any
) -> None:
    page = open_app(visit, cast, client, size=size).page
    page.emulate_media(color_scheme=theme)

    def look() -> None:
        assert_accessible(page)
        assert_no_sideways_scroll(page)

    workbook(page)
    look()
    page.get_by_role("link", name="4. Taking stock").click()
    look()
    page.get_by_role("link", name="Anger I carry").click()
    look()
    make_notebook(page)
    page.get_by_label("Who or what are you angry at?").fill("J.")
    page.get_by_label("Trust").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("dl").get_by_text("Trust")).to_be_visible()
    look()
    workbook(page)
    page.get_by_role("link", name="Your private notebook").click()
    look()
    page.get_by_role("button", name="Print a new code").click()
    look()
    workbook(page)
    page.get_by_role("link", name="11. Quiet time").click()
    page.get_by_role("link", name="A timer").click()
    page.get_by_role("button", name="2 minutes", exact=True).click()
    expect(page.get_by_text("2 minutes left")).to_be_visible()
    look()
    page.goto(page.url.partition("#")[0] + "#/journal")
    page.get_by_role("button", name="What was one good moment today?").click()
    look()
    page.reload()
    expect(page.get_by_role("button", name="Open", exact=True)).to_be_visible()
    look()
