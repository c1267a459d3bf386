"""Help now opens without a signal once it was visited, and keeps nobody's data."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from browser.conftest import PHONE, SMALLEST, Visit, Visitor, assert_good, keep_shot
from signing_in import create_person, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      found[new URL(request.url).pathname] = await (await cache.match(request)).text();
    }
  }
  return found;
}"""


def kept(visitor: Visitor) -> dict[str, str]:
    return visitor.page.evaluate(KEPT)


def visit_once(visitor: Visitor, address: str = "/help-now/") -> None:
    """And wait until the page says that it is kept."""
    visitor.go(address)
    visitor.page.locator("[data-ready]").wait_for(state="visible")


def forget_complaints(visitor: Visitor) -> None:
    """The browser says so itself where a page isn't reached."""
    visitor.expect_complaints("ERR_INTERNET_DISCONNECTED")


def test_offline_help_reads_and_calls_in_both_languages(visit: Visit) -> None:
    visitor = visit(PHONE)
    page = visitor.page
    visit_once(visitor)
    visitor.context.set_offline(True)

    page.reload()
    page.locator("[data-offline]").wait_for(state="visible")
    assert page.locator("main h1").inner_text() == "Help now"
    assert page.locator('main a[href="tel:988"]').first.is_visible()
    keep_shot(page, "help-offline")
    assert_good(page)

    page.get_by_role("link", name="Español").click()
    page.get_by_role("heading", level=1, name="Ayuda ahora").wait_for()
    page.locator("#overdose ~ p a.link").first.click()
    page.get_by_role("heading", level=1, name="Alguien no despierta o no respira bien").wait_for()
    assert page.locator("main ol li").count() == 6
    assert page.evaluate("getComputedStyle(document.querySelector('.btn.urgent')).minHeight") != ""
    assert_good(page)

    page.goto(visitor.base + "/help-now/withdrawal/?from=home")
    assert "Stopping alcohol" in page.locator("main").inner_text()
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(visitor.base + "/meetings/")  # outside: left to the browser
    forget_complaints(visitor)


def test_offline_worker_has_a_narrow_scope_and_keeps_only_the_public_pages(visit: Visit) -> None:
    visitor, elsewhere = visit(PHONE), visit(PHONE)
    elsewhere.go("/")
    count = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    assert elsewhere.page.evaluate(count) == 0

    visit_once(visitor)

    scopes = visitor.page.evaluate(
        "navigator.serviceWorker.getRegistrations().then(all => all.map(one => one.scope))"
    )
    assert scopes == [f"{visitor.base}/help-now/"]
    addresses = kept(visitor)
    assert "/help-now/es/overdose/" in addresses
    assert {path.split("/")[1] for path in addresses} == {"help-now", "style", "static"}
    asked = visitor.page.evaluate(
        "performance.getEntriesByType('resource').map(one => new URL(one.name).pathname)"
    )
    missing = [path for path in asked if path not in addresses]
    assert missing == [], "the worker has to keep these as well"


def test_offline_copy_holds_nothing_of_someone_signed_in(visit: Visit, client: Any) -> None:
    person = create_person("pat")
    sign_in(client, person)
    visitor = visit(PHONE)
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": visitor.base}
    visitor.context.add_cookies([cookie])
    visitor.go(reverse("accounts:home"))

    visit_once(visitor)
    visitor.go("/help-now/at-home/")

    copies = kept(visitor)
    assert reverse("accounts:home") not in copies
    anonymous = visit(PHONE)
    visit_once(anonymous)
    theirs = kept(anonymous)
    assert set(copies) == set(theirs)
    for path, text in copies.items():
        assert person.name not in text, path


def test_people_to_call_stay_on_the_device_until_removed(visit: Visit) -> None:
    visitor = visit(SMALLEST)
    page, sent = visitor.page, []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    visit_once(visitor)
    calls = page.locator(".calls .btn").all()
    assert len(calls) == 3
    for button in calls:
        box = button.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < SMALLEST["height"] - 64, "on the first screen"

    page.get_by_label("Telephone number").fill("203 555")
    page.get_by_label("Name or first letter").fill("Walt")
    page.get_by_role("button", name="Keep on this device").click()
    assert "no telephone number" in page.get_by_role("alert").inner_text()
    page.get_by_label("Telephone number").fill("(203) 555-0142")
    page.keyboard.press("Enter")
    page.reload()
    entry = page.get_by_role("link", name="Call Walt")
    assert entry.get_attribute("href") == "tel:2035550142"
    keep_shot(page, "help-people")
    assert_good(page)
    assert not [one for one in sent if "555" in one or "Walt" in one]

    page.get_by_role("button", name="Remove what this device keeps").click()
    page.locator("[data-forgotten]").wait_for(state="visible")
    assert entry.count() == 0
    assert page.evaluate("localStorage.length") == 0
    assert kept(visitor) == {}
    count = "navigator.serviceWorker.getRegistrations().then(all => all.length)"
    assert page.evaluate(count) == 0


def test_help_without_script_reads_and_calls(visit: Visit) -> None:
    visitor = visit(SMALLEST, javascript=False)

    visitor.go("/help-now/es/")

    page = visitor.page
    assert page.locator('main a[href="tel:911"]').first.is_visible()
    assert page.locator("form").is_visible() is False
    assert "papel" in page.locator("noscript").first.inner_text()
