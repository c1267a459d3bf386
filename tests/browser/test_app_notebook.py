"""The private notebook of the app by hand: a passkey, locking by itself, two phones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.app_pages import enter, forget_offline_complaints, open_app
from browser.conftest import PHONE, Visit, Visitor
from browser.signing_in_pages import phone_in
from browser.workbook_pages import PHRASE, SLOW, TEXT, make_notebook, open_by, workbook
from cast import Cast, build_cast
from stepwell.records.recovery.models import HandedPage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=1))


def journal(page: Page) -> None:
    workbook(page)
    page.get_by_role("link", name="Journal").click()
    expect(page.get_by_role("heading", name="Journal")).to_be_visible()


def write_page(page: Page, text: str) -> None:
    page.get_by_role("button", name="Write a page").click()
    page.get_by_label("Your words").fill(text)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(text)).to_be_visible()


def test_passkey_is_added_and_opens_the_notebook(visit: Visit, cast: Cast, client: Any) -> None:
    visitor = visit(PHONE)
    enter(visitor, cast, client, "ana")
    visitor.go("/account/passkeys/")
    phone_in(visitor, has_prf=True)
    page = visitor.page
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/account/codes/")
    visitor.settle()
    visitor.go("/app/")
    workbook(page)
    page.get_by_role("link", name="Your private notebook").click()
    make_notebook(page)

    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Your passphrase").fill(PHRASE)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("The passkey opens the notebook too.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Lock", exact=True).click()
    page.get_by_role("button", name="Use my passkey").click()

    expect(page.get_by_role("heading", name="What opens it")).to_be_visible()
    expect(page.get_by_role("heading", name="Your private notebook")).to_be_focused()


def test_copy_is_handed_over_by_a_second_yes_and_taken_back(
    visit: Visit, cast: Cast, client: Any
) -> None:
    page = open_app(visit, cast, client).page
    journal(page)
    make_notebook(page)
    write_page(page, TEXT)
    page.get_by_role("button", name="Hand a copy to my counselor").click()
    page.get_by_role("button", name="Keep it private").click()
    page.get_by_role("button", name="Hand a copy to my counselor").click()
    with page.expect_request(lambda one: "/sync" in one.url and "copy" in (one.post_data or "")):
        page.get_by_role("button", name="Yes, hand it over").click()
    expect(page.get_by_text("You made a copy of it for your counselor")).to_be_visible()
    expect(page.get_by_text("All sent")).to_be_visible()
    standing = HandedPage.objects.standing()
    assert [one.page for one in standing] == [{"text": TEXT, "from": "notebook"}]

    workbook(page)
    page.get_by_role("link", name="Your private notebook").click()
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_text("Copies for your counselor")).to_have_count(0)
    expect(page.get_by_text("All sent")).to_be_visible()
    assert not standing.all().exists()


def test_notebook_locks_by_itself_and_keeps_what_was_being_written(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    page.clock.install()
    journal(page)
    make_notebook(page)
    page.get_by_role("button", name="Write a page").click()
    page.get_by_label("Your words").fill(TEXT)

    page.clock.fast_forward(5 * 60_000 + 1_000)

    expect(page.get_by_text("It locks after five minutes without use.")).to_be_visible()
    expect(page.get_by_label("Your words")).to_have_count(0)
    page.reload()
    journal(page)
    open_by(page, "Passphrase", PHRASE)
    expect(page.get_by_text(TEXT)).to_be_visible(timeout=SLOW)


def go_offline(visitor: Visitor) -> None:
    expect(visitor.page.get_by_text("All sent")).to_be_visible()
    visitor.context.set_offline(True)


def go_online(visitor: Visitor) -> None:
    visitor.context.set_offline(False)
    visitor.page.reload()
    expect(visitor.page.get_by_text("All sent")).to_be_visible()


def test_notebooks_made_on_two_phones_become_one_and_both_sides_of_a_change_are_shown(
    visit: Visit, cast: Cast, client: Any
) -> None:
    phones = [open_app(visit, cast, client), open_app(visit, cast, client)]
    first, second = (one.page for one in phones)
    for phone in phones:
        journal(phone.page)
        go_offline(phone)
    make_notebook(first)
    write_page(first, "Written on the first")
    code = make_notebook(second)
    write_page(second, "Written on the second")
    for phone in phones:
        go_online(phone)

    journal(second)
    expect(second.get_by_text("Your notebook has two sets of keys")).to_be_visible()
    second.get_by_role("group", name="First set").get_by_label("Printed code").check()
    second.get_by_label("Your printed code, First set").fill(code)
    second.get_by_label("Your passphrase, Second set").fill(PHRASE)
    second.get_by_role("button", name="Open", exact=True).click()

    for text in ("Written on the first", "Written on the second"):
        expect(second.get_by_text(text)).to_be_visible(timeout=SLOW)
    expect(second.get_by_text("All sent")).to_be_visible()
    first.reload()
    expect(first.get_by_text("All sent")).to_be_visible()
    journal(first)
    open_by(first, "Printed code", code)
    expect(first.get_by_text("Written on the second")).to_be_visible()

    for phone in phones:
        go_offline(phone)
        phone.page.get_by_role("button", name="Change").last.click()
        words = phone.page.get_by_label("Your words")
        expect(words).to_have_value("Written on the first")
        words.fill(f"Changed on {phones.index(phone)}")
        phone.page.get_by_role("button", name="Save").click()
        expect(phone.page.get_by_text(f"Changed on {phones.index(phone)}")).to_be_visible()
    for phone in phones:
        go_online(phone)
    second.reload()
    journal(second)
    open_by(second, "Printed code", code)
    for at in (0, 1):
        expect(second.get_by_text(f"Changed on {at}")).to_be_visible()
    second.get_by_role("button", name="Keep this one").first.click()
    expect(second.get_by_text("This page was changed on two phones.")).to_have_count(0)
    for phone in phones:
        forget_offline_complaints(phone)
