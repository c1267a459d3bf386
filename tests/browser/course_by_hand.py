"""A counselor who leads one person through a course, by hand, in a browser, while weeks pass."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import time_machine
from playwright.sync_api import Page, expect

from browser.conftest import Visitor, keep_shot
from browser.test_program_pages import enter
from cast import Cast
from factories.admissions import admitted

SLOW = 30_000
"""Milliseconds: a busy machine is no failure."""
ANSWERED = """() => {
  for (const box of document.querySelectorAll('#review textarea')) {
    if (box.value) continue;
    box.value = 'Said so.';
    box.dispatchEvent(new Event('input', {bubbles: true}));
  }
  for (const no of document.querySelectorAll('#safety input[value=no]')) no.click();
}"""
OFFERED = """() => {
  const said = (row, what) => row.querySelector(what).textContent.trim();
  const slug = (row) => (row.querySelector('button') || {value: ''}).value.split(':')[1] || '';
  return [...document.querySelectorAll('section.card')].map((card) => ({
    may: [...card.querySelectorAll(':scope > ul.rows > li')].map(
      (row) => [slug(row), said(row, 'small')]),
    not: [...card.querySelectorAll('details li')].map(
      (row) => [said(row, 'b'), said(row, 'small'), slug(row)]),
  }));
}"""


@dataclass(frozen=True)
class Offer:
    """What the page before a session says. may: slug of a session to the reason shown. not_yet:
    title of one that is not offered to what is said of it. all_the_same: slugs that can be begun
    against a rule, with a reason.
    """

    may: dict[str, str]
    not_yet: dict[str, str]
    all_the_same: frozenset[str]


@dataclass
class CourseByHand:
    """One client of Ben's. Everything is pressed, typed and read on pages."""

    visitor: Visitor
    cast: Cast
    client: UUID
    clock: time_machine.Traveller
    now: datetime
    slug: str
    who: str = "ben"
    address: str = ""
    episode: str = ""

    @property
    def page(self) -> Page:
        return self.visitor.page

    def go(self, path: str) -> None:
        self.visitor.go(path)

    def later(self, days: int) -> None:
        """Days pass; whoever was signed in comes back and signs in again.

        What the last page still asks for comes first: answered after the days, it would say that
        the sign-in is over and take the new one's cookie along.
        """
        self.visitor.settle()
        self.now += timedelta(days=days)
        self.clock.move_to(self.now)
        enter(self.visitor, self.cast, self.who)

    def shot(self, name: str) -> None:
        if os.environ.get("STEPWELL_SHOTS"):
            self.page.evaluate("scrollTo(0, 0)")
            keep_shot(self.page, f"course-{self.slug}-{name}")

    def enroll(self, variant: str, reason: str, **answers: str) -> None:
        """Through the chooser, with what matters answered."""
        at = self.now
        self.episode = str(admitted(self.client, by=self.cast.actor(self.who, at=at), at=at))
        self.go(f"/staff/episodes/{self.episode}/choose/")
        for name, value in answers.items():
            self.page.locator(f"[name={name}]").select_option(value)
        self.page.get_by_role("button", name="See what fits").click()
        card = self.page.locator("section.card").filter(
            has=self.page.locator(f"input[name=chosen][value='{self.slug}:{variant}']")
        )
        card.get_by_label("Why this one").fill(reason)
        self.shot("chosen")
        card.get_by_role("button", name="Enroll").click()
        expect(self.page.get_by_role("link", name="Begin a session")).to_be_visible(timeout=SLOW)
        self.address = self.page.url.removeprefix(self.visitor.base)

    def offer(self) -> Offer:
        self.go(f"/staff/clients/{self.client}/session/")
        cards = self.page.evaluate(OFFERED)
        assert len(cards) == 1, self.page.locator("main").inner_text()
        card = cards[0]
        return Offer(
            dict(card["may"]),
            {title: words for title, words, _ in card["not"]},
            frozenset(slug for _, _, slug in card["not"] if slug),
        )

    def offers(self, sessions: Iterable[str]) -> Offer:
        """Exactly these are offered, each with a reason, and each other says why not."""
        offer = self.offer()
        expected = set(sessions)
        assert set(offer.may) == expected, (set(offer.may) - expected, expected - set(offer.may))
        assert all(offer.may.values()), offer
        assert all(offer.not_yet.values()), offer
        return offer

    def begin(self, session: str, reason: str = "") -> None:
        self.go(f"/staff/clients/{self.client}/session/")
        if reason:
            self.page.get_by_label("Why this one").fill(reason)
        self._open_folds()
        self.page.locator(f"button[name=what][value$=':{session}']").click()

    def hold(self, session: str, *, reason: str = "", shot: str = "") -> None:
        """From beginning to end: the review, the gates, every block, and its end."""
        self.begin(session, reason)
        self.end(shot=shot)

    def end(self, *, shot: str = "") -> None:
        """Of the session that is open: everything is answered, and everything was done."""
        expect(self.page.locator("#close")).to_be_visible(timeout=SLOW)
        self.page.evaluate(ANSWERED)
        self.page.locator("#f-minutes").fill("55")
        if shot:
            self.shot(shot)
        self.page.get_by_role("button", name="All the rest was done: end it").click()
        expect(self.page).to_have_url(re.compile("/done/$"), timeout=SLOW)

    def sees(self, *words: str) -> None:
        """On the page of the session that is being held."""
        text = self.page.locator("main").inner_text()
        for one in words:
            assert one in text, one

    def missed(self, session: str) -> None:
        """Did not come, and did not say so before: written down as that."""
        page = self.page
        self.go(f"/staff/episodes/{self.episode}/contact/")
        page.locator("[name=outcome]").select_option("missed")
        choice = page.locator(f"[name=session] option[value$=':{session}']")
        page.locator("[name=session]").select_option(choice.get_attribute("value"))
        page.get_by_role("button", name="Write it down").click()
        expect(page.get_by_role("heading", name="A contact without")).to_have_count(0, timeout=SLOW)

    def log(self, *, used: Iterable[int] = (), meetings: Iterable[int] = ()) -> None:
        """A week of the log. used, meetings: how many days ago."""
        self.go(f"/staff/clients/{self.client}/log/week/")
        for ago in used:
            self.page.locator(f"[name=day-{6 - ago}]").select_option("used")
        for number, ago in enumerate(meetings):
            row = self.page.locator(f"[name=m{number}-on]")
            if number:
                self.page.locator("details.fold > summary").nth(number - 1).click()
            row.select_option(index=ago + 1)
            self.page.locator(f"[name=m{number}-meeting]").fill("Basement Lights")
        self.page.get_by_role("button", name="Keep it").click()
        expect(self.page.get_by_role("heading", name="Log of")).to_be_visible(timeout=SLOW)

    def now_is_so(self, circumstance: str) -> None:
        self.go(self.address)
        self.page.locator("[name=circumstance]").select_option(circumstance)
        self.page.get_by_role("button", name="Note it").click()
        self.visitor.settle()

    def is_whole(self) -> None:
        """The course ended by its own rules, and nothing more is offered."""
        self.course_says("This course is whole")
        self.shot("whole")
        self.go(f"/staff/clients/{self.client}/session/")
        expect(self.page.locator("section.card")).to_have_count(0, timeout=SLOW)

    def _open_folds(self) -> None:
        for fold in reversed(self.page.locator("details.fold:not([open]) > summary").all()):
            fold.click()

    def course_says(self, *words: str) -> None:
        self.go(self.address)
        self._open_folds()
        self.sees(*words)

    def group_comes(self, event: UUID, *, came: bool = True, shot: str = "") -> None:
        """The group is held, and the roster said as what this person is expected."""
        self.go(f"/staff/group-events/{event}/")
        self.page.get_by_role("button", name="Hold this session").click()
        expect(self.page.locator("#close")).to_be_visible(timeout=SLOW)
        if not came:
            self.page.get_by_label("Did not come").check()
        else:
            self.page.get_by_role("button", name="All the others came").click()
            expect(self.page.get_by_label("Came", exact=True)).to_be_checked(timeout=SLOW)
        self.page.evaluate(ANSWERED)
        if shot:
            self.shot(shot)
        self.page.get_by_role("button", name="All the rest was done: end it").click()
        expect(self.page).to_have_url(re.compile("/done/$"), timeout=SLOW)

    def roster_says(self, event: UUID, *words: str) -> None:
        self.go(f"/staff/group-events/{event}/")
        line = self.page.locator("#roster tbody tr").inner_text()
        for one in words:
            assert one in line, line


@contextmanager
def passing_time(start: datetime) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(start, tick=True) as clock:
        yield clock
