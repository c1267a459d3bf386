"""The lock of the member's app, being out of sight, and leaving nothing behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.app_pages import (
    NUMBER,
    PHRASE,
    PIN,
    add_person,
    be_seen,
    dump,
    enter,
    forget_offline_complaints,
    open_app,
    turn_lock_on,
)
from browser.conftest import PHONE, Visit, assert_good
from browser.signing_in_pages import phone_in
from cast import Cast, build_cast
from stepwell.records.accounts.models import UserSession

pytestmark = pytest.mark.django_db(transaction=True)
COVERED = "document.documentElement.hidden"


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=1))


def unlock(page: Page, pin: str = PIN) -> None:
    page.get_by_label("Your PIN").fill(pin)
    page.get_by_role("button", name="Open", exact=True).click()


def locked(page: Page) -> None:
    expect(page.get_by_role("heading", name="Locked")).to_be_visible()


def opened(page: Page) -> None:
    expect(page.get_by_role("heading", name="What you wrote")).to_be_visible()


def kept_plainly(page: Page) -> list[str]:
    """What of a person's words or keys can be read from what the browser keeps."""
    kept = dump(page)
    everything = "\n".join([kept["text"], kept["local"], kept["session"]])
    return [one for one in (PHRASE, NUMBER, "2035550142", "CryptoKey") if one in everything]


def test_app_locked_keeps_no_words_and_no_key_that_opens_them(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    add_person(page)
    assert kept_plainly(page) == ["CryptoKey"], "the door key, which no script can read"

    turn_lock_on(page)

    assert kept_plainly(page) == []
    visitor.go("/app/#/today")
    page.reload()
    locked(page)
    assert kept_plainly(page) == []
    assert PHRASE not in page.content()
    page.get_by_role("link", name="Help now").click()
    expect(page.locator('main a[href="tel:988"]')).to_be_visible()
    assert PHRASE not in page.content()
    page.go_back()

    unlock(page, "999111")
    expect(page.get_by_text("That’s not it. Try again.")).to_be_visible()
    unlock(page)
    opened(page)
    expect(page.get_by_role("link", name=f"Call {PHRASE}")).to_be_visible()


def test_app_locked_opens_without_a_network(visit: Visit, cast: Cast, client: Any) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    turn_lock_on(page)
    visitor.context.set_offline(True)
    page.goto(visitor.base + "/app/")
    page.reload()
    locked(page)

    unlock(page)

    opened(page)
    forget_offline_complaints(visitor)


def test_app_waits_after_wrong_tries_and_says_until_when(
    visit: Visit, cast: Cast, client: Any
) -> None:
    page = open_app(visit, cast, client).page
    turn_lock_on(page)
    page.reload()
    for _ in range(3):
        locked(page)
        unlock(page, "999111")
        expect(page.get_by_role("alert")).to_contain_text("That’s not it")

    expect(page.get_by_role("alert")).to_contain_text("the next try is at")
    expect(page.get_by_role("button", name="Open", exact=True)).to_be_disabled()
    page.clock.install(time=timezone.now())
    page.reload()
    expect(page.get_by_role("button", name="Open", exact=True)).to_be_disabled()
    page.clock.fast_forward(31_000)
    expect(page.get_by_role("button", name="Open", exact=True)).to_be_enabled()
    unlock(page)
    expect(page.get_by_role("heading", name="This app")).to_be_visible()


@pytest.mark.parametrize("waiting", [0, 1])
def test_app_after_ten_wrong_tries_removes_only_what_is_safe_on_the_server(
    visit: Visit, cast: Cast, client: Any, waiting: int
) -> None:
    page = open_app(visit, cast, client).page
    turn_lock_on(page)
    page.evaluate("(count) => localStorage.setItem('unsent', count)", waiting)
    page.clock.install(time=timezone.now())
    page.reload()
    button = page.get_by_role("button", name="Open", exact=True)
    for _ in range(9):
        unlock(page, "999111")
        expect(button).to_have_attribute("aria-busy", "false")
        page.clock.fast_forward(3_600_000)
        expect(button).to_be_enabled()
    unlock(page, "999111")

    if waiting:
        expect(page.get_by_role("alert")).to_contain_text("so it stays")
        assert set(dump(page)["databases"]) == {"app-box", "copies", "entries"}
    else:
        page.wait_for_url("**/sign-in/")
        assert dump(page)["databases"] == []


def test_app_opens_with_a_passkey_of_the_phone_too(visit: Visit, cast: Cast, client: Any) -> None:
    visitor = visit(PHONE)
    enter(visitor, cast, client, "ana")
    visitor.go("/account/passkeys/")
    phone = phone_in(visitor, has_prf=True)
    page = visitor.page
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/account/codes/")
    visitor.settle()
    visitor.go("/app/")
    opened(page)
    turn_lock_on(page)
    page.get_by_label("Your PIN now").fill(PIN)
    page.get_by_role("button", name="Use fingerprint or face too").click()
    expect(page.get_by_text("opens the app too, beside the PIN.")).to_be_visible()
    assert kept_plainly(page) == []
    page.reload()
    locked(page)

    page.get_by_role("button", name="Use fingerprint or face").click()

    expect(page.get_by_role("heading", name="This app")).to_be_visible()
    assert len(phone.passkeys()) == 1


def test_app_is_blank_out_of_sight_and_locks_after_the_chosen_time(
    visit: Visit, cast: Cast, client: Any
) -> None:
    page = open_app(visit, cast, client).page
    add_person(page)
    be_seen(page, visible=False)
    assert page.evaluate(COVERED)
    assert page.locator("body").is_hidden()
    be_seen(page, visible=True)
    assert not page.evaluate(COVERED)
    turn_lock_on(page)
    be_seen(page, visible=False)
    be_seen(page, visible=True)
    expect(page.get_by_role("heading", name="This app")).to_be_visible()

    page.get_by_label("At once").check()
    with page.expect_navigation():
        be_seen(page, visible=False)

    locked(page)


@pytest.mark.parametrize("way", ["tap", "escape twice"])
def test_app_hides_behind_a_neutral_page_and_is_locked_then(
    visit: Visit, cast: Cast, client: Any, way: str
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    visitor.context.route("https://**", lambda route: route.fulfill(body="<h1>Weather</h1>"))
    turn_lock_on(page)
    before = page.evaluate("history.length")

    if way == "tap":
        page.get_by_role("link", name="Hide").click()
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")

    page.wait_for_url("https://www.weather.gov/")
    assert page.evaluate("history.length") == before
    visitor.foreign.clear()
    page.go_back()
    locked(page)


def test_app_signed_out_leaves_nothing_on_the_phone(visit: Visit, cast: Cast, client: Any) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    add_person(page)
    expect(page.get_by_text("All sent")).to_be_visible()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="More").click()
    page.get_by_role("link", name="Sign out and remove").click()
    expect(page.get_by_text("Everything you wrote is safe on the server.")).to_be_visible()
    page.get_by_role("button", name="Sign out and remove").click()

    page.wait_for_url("**/sign-in/")
    visitor.settle()
    kept = dump(page)
    assert (kept["databases"], kept["caches"], kept["local"]) == ([], [], "{}")
    count = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert page.evaluate(count) == 0
    assert not UserSession.objects.filter(user=cast.users["ana"], ended_at=None).exists()
    page.go_back()
    visitor.settle()
    assert "/sign-in/" in page.url
    assert PHRASE not in page.content()


def test_app_signed_out_without_a_network_is_wiped_and_ends_the_sign_in_later(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    visitor.context.set_offline(True)
    add_person(page)
    page.goto(visitor.base + "/app/#/leave")
    expect(page.get_by_text("1 entry is on this phone only.")).to_be_visible()

    page.get_by_role("button", name="Sign out and remove").click()

    expect(page.get_by_role("heading", name="Removed from this phone")).to_be_visible()
    assert_good(page)
    kept = dump(page)
    assert kept["databases"] == []
    assert [name for name in kept["caches"] if name.startswith("app-")] == []
    assert kept["local"] == '{"owed":"1"}'
    assert UserSession.objects.filter(user=cast.users["ana"], ended_at=None).exists()
    visitor.context.set_offline(False)
    page.wait_for_url("**/sign-in/")
    assert not UserSession.objects.filter(user=cast.users["ana"], ended_at=None).exists()
    forget_offline_complaints(visitor)


def test_app_of_someone_else_is_not_shown_and_goes_only_when_asked(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    add_person(page)
    expect(page.get_by_text("All sent")).to_be_visible()
    enter(visitor, cast, client, "pat")
    page.goto(visitor.base + "/app/#/today")

    page.reload()

    expect(page.get_by_role("heading", name="This phone keeps other entries")).to_be_visible()
    assert_good(page)
    assert PHRASE not in page.content()
    page.get_by_role("button", name="Remove theirs and go on").click()
    opened(page)
    assert page.get_by_role("link", name=f"Call {PHRASE}").count() == 0
    assert page.title() == "Today – Daybook"


def test_app_on_a_phone_that_others_use_keeps_nothing(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client, kind="shared")
    page = visitor.page
    add_person(page)
    expect(page.get_by_text("All sent")).to_be_visible()

    kept = dump(page)

    assert PHRASE not in kept["text"]
    assert "CryptoKey" not in kept["text"]
    assert kept["cached"] == {}
    count = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    assert page.evaluate(count) == 0
    page.goto(visitor.base + "/app/")
    expect(page.get_by_role("link", name=f"Call {PHRASE}")).to_be_visible()
