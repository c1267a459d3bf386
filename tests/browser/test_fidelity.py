"""A session rated by keyboard alone, and the pages around it in every look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browser.conftest import DESKTOP, PHONE, Visit, assert_good, assert_good_in_looks
from browser.test_program_pages import enter
from cast import Cast, build_cast
from factories.session_runs import enrolled
from integration.fidelity.conftest import held_by_ben, rate, whole_rating
from stepwell.actions.fidelity_drawing import NewDraw, draw_sessions
from stepwell.actions.fidelity_rating import tick_own
from stepwell.actions.supervision_notes import write_supervision_note
from stepwell.records.care.models import Enrollment

pytestmark = pytest.mark.django_db(transaction=True)
MOST_STOPS = 120
DAY = timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(weeks=10))


def test_session_is_rated_by_keyboard_and_every_page_is_good(visit: Visit, cast: Cast) -> None:
    now, ben = timezone.now(), cast.users["ben"].pk
    actors = {name: cast.actor(name, at=now) for name in ("ben", "dana", "ida")}
    course = enrolled(cast.client("ana").pk, by=cast.actor("ben"), at=cast.at)
    enrollment = Enrollment.objects.get(pk=course)
    sessions = [held_by_ben(cast, enrollment, now - days * DAY) for days in (60, 45, 30, 12, 5)]
    on = (now - 62 * DAY).date(), (now - 2 * DAY).date()
    new = NewDraw(*on, 5, cast.users["ida"].pk)
    draw_sessions(ben, new, by=actors["dana"], at=now)
    for number, one in enumerate(sessions[:-1]):
        rate(one, by=actors["dana"], at=now, extent=5 - number % 3)
        rate(one, by=actors["ida"], at=now, extent=4 - number % 2)
        prompts = frozenset(list(whole_rating(one, by=actors["dana"], at=now).scores)[:4])
        tick_own(one, prompts, by=actors["ben"], at=now)
    write_supervision_note(ben, "Ask once more before you answer.", by=actors["dana"], at=now)
    window = visit(DESKTOP)
    enter(window, cast, "dana")
    page = window.page

    window.go("/staff/fidelity/")
    assert_good(page)
    page.get_by_role("link", name="Introduction").first.focus()
    page.keyboard.press("Enter")
    window.settle()
    assert_good_in_looks(page, "fidelity-session")
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.locator("input[type=radio]").first.focus()
    for _stop in range(MOST_STOPS):
        if page.evaluate("document.activeElement.id") == "words":
            break
        if page.evaluate("document.activeElement.type") == "radio":
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.type("A quiet hour.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Whoever held the session can read it now.")).to_be_visible()
    assert_good(page)
    window.go(f"/staff/fidelity/people/{ben}/")
    expect(page.get_by_role("img", name="Adherence")).to_be_visible()
    assert_good_in_looks(page, "fidelity-counselor")
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for path in ("agreement/", "agreement/?weights=linear", f"people/{ben}/notes/"):
        window.go(f"/staff/fidelity/{path}")
        assert_good(page)
