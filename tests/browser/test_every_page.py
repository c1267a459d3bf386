"""Every public page, light and dark, on phone and desktop: axe, width, foreign requests."""

from __future__ import annotations

import pytest

from browser.conftest import (
    LOOKS,
    PHONE,
    Visit,
    assert_good_in_looks,
    assert_no_sideways_scroll,
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
OTHER_MEETINGS = [name for name in PAGES if name.startswith("meeting-")][1:]
"""The same page with other things on it: two looks are enough."""


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_in_every_look(visit: Visit, name: str) -> None:
    visitor = visit(PHONE)

    visitor.go(PAGES[name])

    assert_good_in_looks(visitor.page, name, LOOKS[1:3] if name in OTHER_MEETINGS else LOOKS)


@pytest.mark.parametrize("name", ["home", "finder", "meeting-basement"])
def test_page_without_script_is_accessible(visit: Visit, name: str) -> None:
    visitor = visit(PHONE, javascript=False)

    visitor.go(PAGES[name])

    assert_no_sideways_scroll(visitor.page)
    assert visitor.page.locator("main h1").count() == 1
