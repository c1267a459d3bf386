"""The store on IndexedDB in a real browser, and sync with the real server."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from browser.conftest import PHONE, Visit, Visitor
from cast import cast_of_yesterday
from signing_in import sign_in
from stepwell.records.recovery.models import EntryVersion

pytestmark = pytest.mark.django_db(transaction=True)

LOAD = """async (given) => {
  const { openShelf } = await import("/static/app/shelf-idb.js");
  const { openStore } = await import("/static/app/store.js");
  const { syncOnce } = await import("/static/app/sync.js");
  const encoder = new TextEncoder(), decoder = new TextDecoder();
  const cipher = {
    seal: async (value) => encoder.encode(JSON.stringify(value)),
    open: async (bytes) => JSON.parse(decoder.decode(bytes)),
  };
  const newId = () => crypto.randomUUID().replace(/^(.{14})./, "$17");
  const csrf = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  const post = async (body) => {
    const answer = await fetch("/api/app/sync", {
      method: "POST", body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    });
    return { status: answer.status, json: await answer.json().catch(() => null) };
  };
  window.shelf = await openShelf();
  window.store = await openStore(window.shelf, { cipher, newId, now: Date.now });
  window.sync = () => syncOnce({ store: window.store, post });
}"""
TEXTS = (
    "() => window.store.records('journal').map(({ heads }) => heads.map((one) => one.body.text))"
)
WRITE = """(text) => window.store.write("journal", { on: "2026-11-26", text })"""

CHANGE = """([record, text]) =>
  window.store.write("journal", { on: "2026-11-26", text }, { record })"""


@pytest.fixture
def phone(visit: Visit) -> Visitor:
    """ana's, on a page that has a form's token."""
    cast, visitor = cast_of_yesterday(), visit(PHONE)
    browser = Client()
    sign_in(browser, cast.users["ana"], kind="member")
    visitor.context.add_cookies(
        [{"name": "session", "value": browser.cookies["session"].value, "url": visitor.base}]
    )
    open_page(visitor.page, visitor)
    return visitor


def open_page(page: Page, visitor: Visitor) -> Page:
    page.goto(visitor.base + "/account/")
    page.evaluate(LOAD)
    return page


def test_what_was_written_is_there_when_the_page_is_opened_anew(phone: Visitor) -> None:
    first = phone.page.evaluate(WRITE, "one")
    phone.page.evaluate(CHANGE, [first["record"], "changed"])
    phone.page.evaluate(WRITE, "two")

    open_page(phone.page, phone)

    assert sorted(phone.page.evaluate(TEXTS)) == [["changed"], ["two"]]
    assert len(phone.page.evaluate("() => window.store.waiting()")) == 3


def test_page_closed_in_the_middle_of_a_write_leaves_all_of_it_or_nothing(phone: Visitor) -> None:
    for number in range(6):
        page = open_page(phone.context.new_page(), phone)
        page.evaluate(
            """(number) => {
              for (let one = 0; one < 20; one += 1) {
                window.store.write("journal", { on: "2026-11-26", text: `${number} ${one}` });
              }
            }""",
            number,
        )
        page.close()
    open_page(phone.page, phone)

    names: list[str] = phone.page.evaluate("() => window.shelf.names('')")
    written = {name[2:] for name in names if name.startswith("v/")}

    assert {name[2:] for name in names if name.startswith("w/")} == written
    assert len(phone.page.evaluate("() => window.store.waiting()")) == len(written)


def test_failed_write_changes_nothing_and_says_so(phone: Visitor) -> None:
    phone.page.evaluate(WRITE, "kept")

    failed = phone.page.evaluate(
        """() => window.shelf.write({ "v/a": "x", "v/b": () => "no value can be this" })
          .then(() => "", (error) => error.name)"""
    )

    assert failed == "DataCloneError"
    assert phone.page.evaluate("() => window.shelf.read('v/a')") is None
    open_page(phone.page, phone)
    assert phone.page.evaluate(TEXTS) == [["kept"]]


def test_two_phones_meet_through_the_server(phone: Visitor, visit: Visit) -> None:
    other = visit(PHONE)
    other.context.add_cookies(
        [
            {"name": "session", "value": one["value"], "url": other.base}
            for one in phone.context.cookies()
            if one["name"] == "session"
        ]
    )
    open_page(other.page, other)
    first = phone.page.evaluate(WRITE, "first")
    phone.page.evaluate("() => window.sync()")
    other.page.evaluate("() => window.sync()")
    for page, text in ((phone.page, "here"), (other.page, "there")):
        page.evaluate(CHANGE, [first["record"], text])

    states = [one.page.evaluate("() => window.sync()")["state"] for one in (phone, other, phone)]

    assert states == ["safe"] * 3
    for page in (phone.page, other.page):
        shown: dict[str, Any] = page.evaluate(
            "(record) => window.store.record(record)", first["record"]
        )
        assert sorted(one["body"]["text"] for one in shown["heads"]) == ["here", "there"]
        assert shown["isConflict"]
        assert shown["isSafe"]
    assert EntryVersion.objects.count() == 3
