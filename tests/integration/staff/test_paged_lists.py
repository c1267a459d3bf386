"""Lists that can grow: cut into pages, walked by plain links, nothing lost and nothing told."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast
from integration.staff.conftest import Enter
from integration.staff.listed import LISTS, Listed
from stepwell.actions import audit_reading, glass_breaks, team_reading
from stepwell.actions.disclosing import give_copy
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.queries import pages
from stepwell.queries.pages import page_of

pytestmark = pytest.mark.django_db

ADDRESS = re.compile(r"\?(show=closed&|event=glass_&)?page=\d+")


@given(st.lists(st.integers(), max_size=30), st.integers(1, 7), st.integers(-3, 40))
def test_pages_put_together_are_the_list(rows: list[int], size: int, asked: int) -> None:
    first = page_of(rows, per_page=size)
    cut = [page_of(rows, number + 1, per_page=size) for number in range(first.pages)]

    assert [row for one in cut for row in one.rows] == rows
    assert all(len(one.rows) == one.last - one.first + bool(rows) for one in cut)
    assert page_of(rows, asked, per_page=size).page in range(1, first.pages + 1)


@pytest.fixture
def two_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    monkeypatch.setattr(audit_reading, "PER_PAGE", 2)
    monkeypatch.setattr(team_reading, "TEAMS_PER_PAGE", 2)
    monkeypatch.setattr(glass_breaks, "GLASS_PER_PAGE", 2)


def fill(listed: Listed, cast: Cast, numbers: range) -> None:
    for number in numbers:
        listed.add(cast, timezone.now(), number)


def shown(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def walk(browser: Client, path: str) -> list[str]:
    """Every page, by the links alone."""
    base, here, seen = path.partition("?")[0], path, []
    while here:
        answer = browser.get(here)
        assert answer.status_code == 200
        seen.append(shown(answer.content.decode()))
        assert len(seen) < 9
        link = re.search(r'href="([^"]+)" rel="next"', seen[-1])
        here = base + unescape(link[1]) if link else ""
        assert not link or ADDRESS.fullmatch(unescape(link[1]))
    return seen


@pytest.mark.parametrize("listed", LISTS.values(), ids=LISTS.keys())
def test_list_is_walked_by_links_and_shows_each_row_once(
    enter: Enter, cast: Cast, two_a_page: None, listed: Listed
) -> None:
    fill(listed, cast, range(5))

    seen = walk(enter(listed.who), f"/staff/{listed.path}")

    rows = [sorted(set(re.findall(listed.mark, one))) for one in seen]
    told = [re.search(r"(\d+) to (\d+) of (\d+)<", one) for one in seen]
    assert len(seen) >= 3
    assert len({row for one in rows for row in one}) == sum(map(len, rows)) >= 5
    assert all(one and int(one[2]) - int(one[1]) < 2 for one in told)
    assert 'rel="prev"' not in seen[0]
    assert all('rel="prev"' in one for one in seen[1:])


@pytest.mark.parametrize(
    "listed", [pytest.param(one, id=name) for name, one in LISTS.items() if one.asks_once]
)
def test_list_asks_the_same_of_the_database_at_two_sizes(
    enter: Enter, cast: Cast, listed: Listed
) -> None:
    browser, counts = enter(listed.who), []
    for numbers in (range(2), range(2, 8)):
        fill(listed, cast, numbers)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/staff/{listed.path}").status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_search_says_how_many_it_does_not_show(enter: Enter, cast: Cast, two_a_page: None) -> None:
    fill(LISTS["clients"], cast, range(5))

    page = enter("fay").post("/staff/clients/search/", {"text": "person"}).content.decode()

    assert "the first 2 of 5" in page
    assert 'rel="next"' not in page


def test_accounting_is_shown_in_pages_and_printed_whole(
    enter: Enter, cast: Cast, two_a_page: None
) -> None:
    ana, browser = cast.client("ana").pk, enter("ben")
    for number in range(3):
        at = timezone.now() - timedelta(minutes=number)
        give_copy(
            ana,
            document="record",
            information=frozenset({InformationKind.CONTACTS}),
            form=DisclosureForm.PRINT,
            how_identified="She showed a card.",
            by=cast.actor("ben", at=at),
            at=at,
        )
    address = f"/staff/clients/{ana}/shared/"

    seen = walk(browser, address)
    whole = shown(browser.get(f"{address}?all=1").content.decode())

    assert [len(set(re.findall(r"/staff/shared/([0-9a-f-]{36})/", one))) for one in seen] == [2, 1]
    assert len(set(re.findall(r"/staff/shared/([0-9a-f-]{36})/", whole))) == 3
    assert "?all=1" in seen[0]


def test_review_that_is_refused_stays_on_its_page(
    enter: Enter, cast: Cast, two_a_page: None
) -> None:
    fill(LISTS["emergencies"], cast, range(3))
    browser = enter("dana")
    second = browser.get("/staff/emergencies/?page=2").content.decode()
    address = re.search(r'action="([^"]+/review/[^"]*)"', second)
    assert address

    answer = browser.post(unescape(address[1]), {"verdict": "questioned", "words": "why"})

    assert answer.status_code == 422
    assert "Write in a sentence what you question." in answer.content.decode()
