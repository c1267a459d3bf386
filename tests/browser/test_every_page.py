"""Every public page, light and dark, on phone and desktop: axe, width, foreign requests."""

from __future__ import annotations

import pytest

from browser.conftest import (
    DESKTOP,
    PHONE,
    SMALLEST,
    Visit,
    assert_good,
    assert_no_sideways_scroll,
    keep_shot,
)
from browser.directory import meetings
from factories.meetings import code_of

pytestmark = pytest.mark.django_db

PAGES = {
    "home": "/",
    "finder": "/meetings/?near=06457",
    "finder-nowhere": "/meetings/?near=qqzzxx",
    "finder-empty": "/meetings/?near=06457&words=zzzzqqqq",
    "finder-words": "/meetings/?words=tonight&types_in=es",
    "shortlist": "/meetings/shortlist/",
    "first-meeting": "/meetings/what-to-expect/",
    "help-now": "/help-now/",
    "help-spanish": "/help-now/es/",
    "help-topic": "/help-now/at-home/",
    "privacy": "/privacy/",
    "lists": "/meetings/lists/",
    "changes": "/meetings/changes/",
    **{
        f"meeting-{meeting.name.split()[0].lower()}": f"/meetings/{code_of(number)}/"
        for number, meeting in enumerate(meetings())
    },
}
LOOKS = [
    (size, theme) for size in ("phone", "desktop") for theme in ("light", "dark")
]  # fmt: skip
SIZES = {"phone": PHONE, "desktop": DESKTOP}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_in_every_look(visit: Visit, name: str) -> None:
    for size, theme in LOOKS:
        visitor = visit(SIZES[size], theme=theme)
        visitor.go(PAGES[name])
        keep_shot(visitor.page, f"{name}-{size}-{theme}")
        assert_good(visitor.page)


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_the_smallest_phone(visit: Visit, name: str) -> None:
    visitor = visit(SMALLEST)

    visitor.go(PAGES[name])

    assert_no_sideways_scroll(visitor.page)


@pytest.mark.parametrize("name", ["home", "finder", "meeting-basement"])
def test_page_without_script_is_accessible(visit: Visit, name: str) -> None:
    visitor = visit(PHONE, javascript=False)

    visitor.go(PAGES[name])

    assert_no_sideways_scroll(visitor.page)
    assert visitor.page.locator("main h1").count() == 1
