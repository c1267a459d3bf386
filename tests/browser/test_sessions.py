"""A session held through the browser: its page in every look, by keyboard alone, and offline."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.conftest import DESKTOP, LOOKS, PHONE, Visit, assert_good, assert_good_in_looks
from browser.test_program_pages import enter
from cast import Cast, build_cast
from factories.session_runs import enrolled, routine, started, typed
from integration.care.test_care_groups import EVENING, newcomer
from stepwell.actions.group_places import join_group
from stepwell.actions.group_sessions import start_group_run
from stepwell.actions.groups import make_group
from stepwell.actions.recovery_log import NewCheckIn, NewDay, NewMeeting, keep_log
from stepwell.actions.session_ending import end_run
from stepwell.domain.recovery.log import DayState, Deed, Liking, Source
from stepwell.queries.session_runs import standing_entries
from stepwell.records.care.models import Encounter, GroupEvent, SessionRun
from stepwell.records.recovery.models import RecoveryTask

pytestmark = pytest.mark.django_db(transaction=True)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SHOTS = os.environ.get("STEPWELL_SHOTS")


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=30))


@pytest.fixture
def run(cast: Cast) -> UUID:
    """Ana’s second session, opened now; a week ago she had the first."""
    now, ana = timezone.now(), cast.client("ana").pk
    before = now - 7 * DAY
    ben = cast.actor("ben", at=before)
    course = enrolled(ana, by=ben, at=before - HOUR)
    first = started(ana, course, "introduction", by=ben, at=before - HOUR)
    words = {"heard.power": "The group, perhaps.", "own.1": "Call Walt", "own.1.when": "before 6"}
    typed(first, routine(first) | words, by=ben, at=before)
    end_run(first, by=ben, at=before)
    today = now.date()
    keep_log(
        ana,
        days=[NewDay(today - n * DAY, DayState.ABSTINENT) for n in (1, 2, 3, 5)],
        meetings=[
            NewMeeting(
                today - DAY,
                "Basement Lights",
                liking=Liking.GLAD,
                deeds=frozenset({Deed.GOT_NUMBER}),
            ),
            NewMeeting(today - 3 * DAY, "Noon Hour", liking=Liking.OK, words="Too many people."),
        ],
        check_ins=[NewCheckIn(today - 2 * DAY, urge=3, mood=6)],
        source=Source.ASKED,
        by=ben,
        at=now,
    )
    return started(ana, course, "acceptance", by=ben, at=now)


def test_pages_of_a_session_are_good_in_every_look(visit: Visit, cast: Cast, run: UUID) -> None:
    window = visit(DESKTOP)
    enter(window, cast, "ben")
    window.go(f"/staff/sessions/{run}/")
    assert_good_in_looks(window.page, "session", LOOKS if SHOTS else LOOKS[1:3])
    for path in ("/staff/sessions/", f"/staff/clients/{cast.client('ana').pk}/session/"):
        window.go(path)
        assert_good(window.page)


def test_page_of_a_group_is_good_and_ends_for_everyone(visit: Visit, cast: Cast) -> None:
    now, before = timezone.now(), timezone.now() - 2 * DAY
    ben = cast.actor("ben", at=before)
    group = make_group(replace(EVENING, starts_on=before.date()), by=ben, at=before)
    for name in ("Ira Fenn", "Jo Adler"):
        client, _ = newcomer(name, ben, before)
        join_group(group, client, on=before.date(), by=ben, at=before)
    event = GroupEvent.objects.filter(group=group).order_by("starts_at")[0]
    GroupEvent.objects.filter(pk=event.pk).update(starts_at=now - HOUR)
    window = visit(DESKTOP)
    enter(window, cast, "ben")
    run = start_group_run(event.pk, by=cast.actor("ben", at=now), at=now)
    window.go(f"/staff/sessions/{run}/")
    page = window.page
    assert_good_in_looks(page, "session-group", LOOKS if SHOTS else LOOKS[1:2])

    page.get_by_label("In short: Ira Fenn").fill("Told of her first meeting.")
    page.get_by_role("group", name="Jo Adler").get_by_label("Did not come").check()
    page.get_by_role("button", name="All the others came").click()
    for gate in page.locator("#safety fieldset").all():
        gate.get_by_label("No").check()
    page.get_by_role("button", name="All the rest was done: end it").click()

    expect(page.get_by_text("Did not come: Jo Adler")).to_be_visible()
    assert [one.outcome for one in Encounter.objects.order_by("outcome")] == [
        "completed",
        "missed",
    ]


class Keyboard:
    """Goes from field to field as someone does who has no mouse, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.tabs, self.presses, self.typed = page, 0, 0, 0

    def skip(self) -> None:
        """To the page, or to the next part of it."""
        here = "document.activeElement.classList.contains('skip')"
        for _ in range(60):
            self.page.keyboard.press("Tab")
            self.tabs += 1
            if self.page.evaluate(here):
                break
        self.page.keyboard.press("Enter")
        self.presses += 1

    def to(self, name: str) -> None:
        """By Tab alone."""
        for _ in range(200):
            here = "document.activeElement.id || document.activeElement.name"
            if self.page.evaluate(here) == name:
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError(f"Tab does not lead to {name}")

    def type(self, name: str, words: str) -> None:
        self.to(name)
        self.page.keyboard.type(words)
        self.typed += len(words)

    def press(self, name: str, key: str = "Space") -> None:
        self.to(name)
        self.page.keyboard.press(key)
        self.presses += 1


def test_routine_session_by_keyboard_alone(visit: Visit, cast: Cast, run: UUID) -> None:
    window = visit(DESKTOP)
    enter(window, cast, "ben")
    window.go(f"/staff/sessions/{run}/")
    keys, page = Keyboard(window.page), window.page
    task = RecoveryTask.objects.get(state="open")

    keys.skip()
    keys.press(f"v::given.{task.pk}")
    for question in ("review-days", "review-reactions", "review-tasks", "review-journal"):
        keys.type(f"f-{question}", "Said so.")
    for question in ("heard-themes", "heard-attitude", "heard-power"):
        keys.type(f"f-{question}", "In their words.")
    for gate in ("danger", "withdrawal"):
        keys.press(f"v::safety.{gate}")
    for _ in range(5):
        keys.skip()
    keys.press("f-tasks-meetings")
    keys.type("f-tasks-meetings-when", "Mon 6:30")
    keys.type("f-summary", "How far control goes.")
    keys.press("f-next-week")
    keys.type("f-minutes", "55")
    expect(page.locator("[data-status]")).to_contain_text("saved")
    keys.press("what", "Enter")
    expect(page.get_by_text("Ended")).to_be_visible()

    row = SessionRun.objects.get(pk=run)
    assert row.encounter
    assert row.next_appointment
    print(f"{keys.tabs} tabs, {keys.presses} presses, {keys.typed} letters")
    assert keys.presses <= 12, "a routine session needs no more"
    assert keys.tabs <= 85, "a routine session needs no more"
    assert_good_in_looks(page, "session-done", LOOKS[:1])


def test_yes_at_a_gate_opens_the_way_to_the_safety_path_at_once(
    visit: Visit, cast: Cast, run: UUID
) -> None:
    window = visit(PHONE)
    enter(window, cast, "ben")
    window.go(f"/staff/sessions/{run}/")
    page = window.page

    page.get_by_role("group", name="Thoughts of suicide").get_by_label("Yes").check()
    expect(page.get_by_text("Safety stops the agenda here.")).to_be_visible()
    page.get_by_label("What do you see or hear?").fill("She has pills at home.")
    page.get_by_role("button", name="Open the safety path").click()

    expect(page.get_by_text("She has pills at home.")).to_be_visible()
    expect(page.get_by_role("button", name="I am on it")).to_be_visible()


def test_two_counselors_in_one_field_keep_both_texts(visit: Visit, cast: Cast, run: UUID) -> None:
    ben, dana = visit(DESKTOP), visit(PHONE)
    for window, name in ((ben, "ben"), (dana, "dana")):
        enter(window, cast, name)
        window.go(f"/staff/sessions/{run}/")
    note = "Note while you talk"
    ben.page.get_by_label(note).fill("She came late.")
    expect(ben.page.locator("[data-status]")).to_contain_text("saved")

    dana.page.get_by_label(note).fill("Bus broke down.")

    notice = dana.page.locator("[data-conflict]")
    expect(notice).to_contain_text("Ben Okafor wrote here")
    expect(notice).to_contain_text("She came late.")
    expect(dana.page.get_by_label(note)).to_have_value("Bus broke down.")
    notice.get_by_role("button", name="Keep both").click()
    expect(dana.page.locator("[data-status]")).to_contain_text("saved")
    standing = standing_entries(SessionRun.objects.get(pk=run))
    assert standing[cast.client("ana").pk, "words"].value == "She came late.\nBus broke down."
    dana.complaints = [one for one in dana.complaints if "409" not in one]


def test_words_of_someone_signed_out_are_kept_covered_and_saved_once_they_are_back(
    visit: Visit, cast: Cast, run: UUID
) -> None:
    window = visit(DESKTOP)
    enter(window, cast, "ben")
    window.go(f"/staff/sessions/{run}/")
    page = window.page
    window.context.clear_cookies()
    page.get_by_label("Note while you talk").fill("She came late.")
    expect(page.locator("[data-alarm]")).to_contain_text("signed out")

    is_left = page.evaluate("dispatchEvent(new Event('stay:over', { cancelable: true }))")

    assert not is_left, "the page stays, since it holds words"
    expect(page.get_by_text("This page is covered")).to_be_visible()
    expect(page.get_by_text("Ana")).to_be_hidden()
    enter(window, cast, "ben")
    expect(page.get_by_text("This page is covered")).to_be_hidden(timeout=20_000)
    expect(page.get_by_label("Note while you talk")).to_have_value("She came late.")
    window.complaints = [one for one in window.complaints if "403" not in one]
