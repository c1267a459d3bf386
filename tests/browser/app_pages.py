"""Opening the member's app, planting something in it, and looking at what the phone keeps."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from browser.conftest import PHONE, Visit, Visitor
from cast import Cast
from signing_in import sign_in

PHRASE = "Lanternkeeper"
"""A first name, planted in what a person writes."""
NUMBER = "(203) 555-0142"
PIN = "284917"
OFFLINE = ("ERR_INTERNET_DISCONNECTED", "occurred when fetching the script")

DUMP = """async () => {
  const seen = [];
  const walk = (value) => {
    if (value instanceof CryptoKey) seen.push(`CryptoKey ${value.usages} ${value.extractable}`);
    else if (ArrayBuffer.isView(value)) seen.push(new TextDecoder("latin1").decode(value));
    else if (value && typeof value === "object") {
      for (const [key, one] of Object.entries(value)) { seen.push(key); walk(one); }
    } else seen.push(String(value));
  };
  const databases = [];
  for (const { name } of await indexedDB.databases()) {
    databases.push(name);
    const opening = indexedDB.open(name);
    const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
    for (const store of db.objectStoreNames) {
      const read = (what) => new Promise((done) => {
        const ask = db.transaction(store).objectStore(store)[what]();
        ask.onsuccess = () => done(ask.result);
      });
      walk(await read("getAllKeys"));
      walk(await read("getAll"));
    }
    db.close();
  }
  const cached = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request, { ignoreVary: true });
      cached[new URL(request.url).pathname] = await answer.text();
    }
  }
  return { databases, cached, text: seen.join("\\n"), local: JSON.stringify({ ...localStorage }),
    session: JSON.stringify({ ...sessionStorage }), caches: await caches.keys() };
}"""


def dump(page: Page) -> dict[str, Any]:
    """All that the site keeps in the browser, as scripts can read it."""
    kept: dict[str, Any] = page.evaluate(DUMP)
    return kept


def open_app(
    visit: Visit, cast: Cast, client: Any, name: str = "ana", *, kind: str = "member", **window: Any
) -> Visitor:
    """The app of that person, on a screen of its own, kept for later where it keeps anything."""
    visitor = visit(window.pop("size", PHONE), **window)
    enter(visitor, cast, client, name, kind=kind)
    visitor.go("/app/")
    expect(visitor.page.get_by_role("heading", name="What you wrote")).to_be_visible()
    if kind == "member":
        visitor.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        visitor.page.wait_for_function("navigator.serviceWorker.controller !== null")
        visitor.settle()
    return visitor


def enter(visitor: Visitor, cast: Cast, client: Any, name: str, *, kind: str = "member") -> None:
    sign_in(client, cast.users[name], kind=kind)
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": visitor.base}
    visitor.context.add_cookies([cookie])


def add_person(page: Page, name: str = PHRASE) -> None:
    page.get_by_role("link", name="Help now").first.click()
    page.get_by_label("First name").fill(name)
    page.get_by_label("Telephone number").fill(NUMBER)
    page.get_by_role("button", name="Add to the list").click()
    expect(page.get_by_role("link", name=f"Call {name}")).to_be_visible()


def wait_for_help_pages(page: Page) -> None:
    """They are fetched after the app's own files, in the background."""
    page.evaluate(
        """async () => {
          for (;;) {
            const one = await navigator.serviceWorker.getRegistration("/help-now/");
            if (one?.active) return;
            await new Promise((done) => { setTimeout(done, 50); });
          }
        }"""
    )


def turn_lock_on(page: Page, pin: str = PIN) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="More").click()
    page.get_by_label("A PIN", exact=True).fill(pin)
    page.get_by_label("The same again").fill(pin)
    page.get_by_role("button", name="Turn the lock on").click()
    expect(page.get_by_text("The lock is on with this PIN.")).to_be_visible()


def be_seen(page: Page, *, visible: bool) -> None:
    """As when the phone shows another app, or this one again."""
    page.evaluate(
        """(state) => {
          Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        "visible" if visible else "hidden",
    )


def forget_offline_complaints(visitor: Visitor) -> None:
    """The browser says so itself where an address isn't reached."""
    visitor.expect_complaints(*OFFLINE)
