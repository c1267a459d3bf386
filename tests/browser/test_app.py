"""The member's app by hand, in a real browser: on the home screen, and with the network gone."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.app_pages import (
    PHRASE,
    add_person,
    dump,
    forget_offline_complaints,
    open_app,
    wait_for_help_pages,
)
from browser.conftest import PHONE, Visit
from cast import Cast, build_cast
from stepwell.domain.people.neutral_words import telling_word
from stepwell.web.members import app_worker

pytestmark = pytest.mark.django_db(transaction=True)


def own_caches(page: Page) -> list[str]:
    names = page.evaluate("caches.keys()")
    return [name for name in names if name.startswith("app-")]


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=1))


def test_app_can_be_put_on_the_home_screen_under_a_name_that_says_nothing(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    session = visitor.context.new_cdp_session(page)

    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    shown = session.send("Page.getAppManifest")

    assert [one["errorId"] for one in errors if one["errorId"] != "in-incognito"] == []
    manifest = json.loads(shown["data"])
    assert shown["errors"] == []
    assert manifest["name"] == manifest["short_name"] == "Harbor"
    assert (manifest["start_url"], manifest["scope"], manifest["id"]) == ("/app/", "/app/", "/app/")
    assert {(one["sizes"], one["purpose"]) for one in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for one in manifest["icons"]:
        answer = page.request.get(visitor.base + one["src"])
        assert answer.headers["content-type"] == "image/png"
    assert page.title() == "Today – Harbor"
    assert not telling_word(page.title() + page.url)


def test_app_opens_again_without_a_network(visit: Visit, cast: Cast, client: Any) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    wait_for_help_pages(page)
    visitor.context.set_offline(True)

    page.reload()

    expect(page.get_by_role("heading", name="What you wrote")).to_be_visible()
    add_person(page)
    page.goto(visitor.base + "/app/#/today")
    expect(page.get_by_role("link", name=f"Call {PHRASE}")).to_have_attribute(
        "href", "tel:2035550142"
    )
    expect(page.get_by_text("1 entry is saved on this phone.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name=f"Call {PHRASE}")).to_be_visible()
    assert page.title() == "Today – Harbor"
    page.get_by_role("link", name="Help now").first.click()
    page.get_by_role("link", name="What to do, and more numbers").click()
    expect(page.get_by_role("heading", name="Help now", level=1)).to_be_visible()
    expect(page.locator('a[href="tel:988"]').first).to_be_visible()
    forget_offline_complaints(visitor)


def test_app_keeps_code_in_its_cache_and_nothing_of_anybody(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    add_person(visitor.page)

    kept = dump(visitor.page)

    own = {path for path in kept["cached"] if not path.startswith("/help-now/")}
    assert {path.split("/")[1] for path in own} == {"app", "style", "static"}
    assert {path for path in own if path.startswith("/app/")} == {
        "/app/shell/",
        "/app/counting.json",
        "/app/steps.en.json",
    }
    asked = visitor.page.evaluate(
        "performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"
    )
    parts = [path for path in asked if path.startswith(("/static/", "/style/"))]
    assert [path for path in parts if path not in own and "/icons/app/" not in path] == []
    for path, text in kept["cached"].items():
        for personal in (PHRASE, "Harbor", cast.users["ana"].name, "csrf"):
            assert personal not in text or path.endswith(".js"), f"{personal} in {path}"


def test_app_reaches_help_in_two_taps_from_every_screen(
    visit: Visit, cast: Cast, client: Any
) -> None:
    page = open_app(visit, cast, client).page
    screens = "today log check-in next progress more leave people dates privacy"
    for screen in screens.split():
        page.goto(page.url.partition("#")[0] + f"#/{screen}")
        page.get_by_role("link", name="Help now").first.click()
        expect(page.get_by_role("heading", name="Help now", level=1)).to_be_visible()
        expect(page.locator('main a[href="tel:988"]')).to_be_in_viewport()


def test_app_of_a_stranger_asks_them_to_sign_in(visit: Visit, cast: Cast) -> None:
    visitor = visit(PHONE)

    visitor.go("/app/")

    assert "/sign-in/" in visitor.page.url
    assert "next=" in visitor.page.url


def test_app_takes_a_new_version_and_drops_the_one_before(
    visit: Visit, cast: Cast, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_app(visit, cast, client).page
    (before,) = own_caches(page)
    monkeypatch.setattr(app_worker, "DRAWINGS", tuple(reversed(app_worker.DRAWINGS)))
    app_worker._script_once.cache_clear()

    page.reload()

    expect(page.get_by_role("heading", name="What you wrote")).to_be_visible()
    for _ in range(100):
        if (now := own_caches(page)) != [before] and len(now) == 1:
            break
        page.wait_for_timeout(100)
    assert len(now) == 1
    assert now != [before]
    monkeypatch.undo()
    app_worker._script_once.cache_clear()


def test_sign_out_on_another_page_does_not_lose_what_was_not_sent(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    page.route("**/api/app/sync", lambda route: route.fulfill(status=503))
    add_person(page)
    visitor.go("/account/")

    page.get_by_role("button", name="Sign out", exact=True).click()

    expect(page.get_by_text("1 entry is on this phone only.")).to_be_visible()
    page.unroute("**/api/app/sync")
    page.reload()
    expect(page.get_by_text("All sent")).to_be_visible()
    visitor.complaints[:] = [one for one in visitor.complaints if "status of 503" not in one]
    visitor.go("/account/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(visitor.base + "/")
    kept = dump(page)
    assert (kept["databases"], kept["caches"], kept["local"]) == ([], [], "{}")
