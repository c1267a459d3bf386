"""The server goes away while someone types, and comes back: nothing typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import DESKTOP
from factories.killed_server import empty_place, held, kill

NOTE = "Note while you talk"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_words_typed_while_the_server_is_away_are_saved_when_it_is_back(
    browser: Browser, tmp_path: Path, db: None
) -> None:
    with empty_place(tmp_path) as place:
        begun = held(place, "begin")
        server = kill.Server(place)
        context = browser.new_context(viewport=DESKTOP, locale="en-US")  # type: ignore[arg-type]
        address = f"http://127.0.0.1:{place.port}"
        cookie = {"name": "session", "value": begun["cookies"][0], "url": address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(f"{address}/staff/sessions/{begun['run']}/")
        try:
            type_into(page, NOTE, "She came on time.")
            expect(page.locator("[data-status]")).to_contain_text("saved")

            server.kill()
            type_into(page, NOTE, " Two meetings.")
            type_into(page, "Put aside for another time, one a line", "Rent")
            expect(page.locator("[data-alarm]")).to_contain_text("Keep this page open")
            page.get_by_role("button", name="End the session").click()
            expect(page.get_by_label(NOTE)).to_have_value("She came on time. Two meetings.")
            assert is_kept_from_leaving(page)
            assert on_the_disk(page) == 0

            server = kill.Server(place)
            page.evaluate("dispatchEvent(new Event('online'))")  # rather than wait for the next try
            expect(page.locator("[data-alarm]")).to_be_hidden(timeout=40_000)
            expect(page.locator("[data-status]")).to_contain_text("saved")
            assert not is_kept_from_leaving(page)
        finally:
            server.stop()
            context.close()
        said = held(place, "read")

    assert (said["words"], said["parked"]) == ("She came on time. Two meetings.", "Rent")


def type_into(page: Page, label: str, words: str) -> None:
    field = page.get_by_label(label)
    field.press("Control+End")
    field.press_sequentially(words)


def is_kept_from_leaving(page: Page) -> bool:
    ask = "!dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    return bool(page.evaluate(ask))


def on_the_disk(page: Page) -> int:
    """How much the page keeps in any of the browser's stores."""
    stores = "localStorage.length + sessionStorage.length"
    return int(page.evaluate(f"indexedDB.databases().then((all) => all.length + {stores})"))
