"""Finding the way in the workbook, and making and opening the private notebook by hand."""

from __future__ import annotations

from playwright.sync_api import Page, expect

PHRASE = "violet harbor seventeen spoons"
TEXT = "I never told anyone about the blue car."
SLOW = 20_000
"""ms: a passphrase is stretched, on a machine that does other things too."""


def workbook(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Workbook").click()
    expect(page.get_by_role("heading", name="The twelve")).to_be_visible()


def first_question(page: Page) -> None:
    page.get_by_role("link", name="1. Admitting").click()
    page.locator("[aria-labelledby=questions] a").first.click()


def make_notebook(page: Page) -> str:
    """Returns the code that was to be printed."""
    page.get_by_role("checkbox", name="I know that no one can get my notebook back").check()
    page.get_by_role("button", name="Start my notebook").click()
    page.get_by_label("New passphrase").fill("too short")
    expect(page.get_by_text("A passphrase needs 15 letters or more.").first).to_be_visible()
    page.get_by_label("New passphrase").fill(PHRASE)
    expect(page.get_by_text("That is long and has several words.")).to_be_visible()
    page.get_by_label("The same again").fill(PHRASE)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Your code for the notebook")).to_be_visible(
        timeout=SLOW
    )
    code = page.locator("p.code").inner_text()
    page.get_by_label("I have it on paper").check()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Notebook open on this phone")).to_be_visible()
    return code


def open_by(page: Page, name: str, secret: str) -> None:
    page.get_by_label(name, exact=True).check()
    page.get_by_label(f"Your {name.lower()}").fill(secret)
    page.get_by_role("button", name="Open", exact=True).click()
