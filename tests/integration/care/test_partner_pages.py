"""The pages around a significant other's tasks: theirs, and those of the counselor."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from factories.partner_cases import consent_for_sol, given_to_sol, partnership
from factories.session_runs import enrolled, started
from signing_in import sign_in
from stepwell.records.people.models import ConjointPartner
from stepwell.records.recovery.models import PartnerAnswer, RecoveryTask

Enter = Callable[[str], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_of_yesterday()


@pytest.fixture
def enter(cast: Cast) -> Enter:
    def open_browser(name: str) -> Client:
        browser = Client()
        sign_in(browser, cast.users[name], kind="member" if name == "sol" else "staff")
        return browser

    return open_browser


@pytest.fixture
def ana(cast: Cast) -> UUID:
    return cast.client("ana").pk


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_counselor_gives_partner_answers_counselor_goes_through_it(
    cast: Cast, enter: Enter, ana: UUID
) -> None:
    consent_for_sol(cast, cast.at)
    ben, sol = enter("ben"), enter("sol")
    here = f"/staff/clients/{ana}/partner/"
    assert "A consent covers it" in text(ben.get(here))
    form = {"partner": partnership(cast).pk, "title": "Take Tuesday off", "when": "Tue 6 pm"}

    answer = ben.post(here, form, follow=True)

    assert "Given. It stands on their page." in text(answer)
    assert "Source: partner" not in text(answer)
    task = RecoveryTask.objects.get()
    page = text(sol.get("/with/"))
    assert "With Ana" in page
    assert "Tue 6 pm" in page
    said = sol.post(f"/with/{task.pk}/", {"said": "done", "words": "Did it <gladly>."}, follow=True)
    assert "You said: done." in text(said)
    answer = ben.get(here)
    assert "Sol says: done." in text(answer)
    assert "“Did it &lt;gladly&gt;.”" in text(answer)
    assert "Source: partner" in text(answer)
    reviewed = {"state": "done", "words": "Yes", "shown": "partner-report"}
    answer = ben.post(f"{here}{task.pk}/review/", reviewed, follow=True)
    assert "Written down." in text(answer)
    assert "Nothing to show now" in text(sol.get("/with/"))
    answer = ben.post(f"{here}{task.pk}/review/", reviewed, follow=True)
    assert "written down already" in text(answer)


def test_page_of_the_counselor_says_what_is_missing(cast: Cast, enter: Enter, ana: UUID) -> None:
    ben, here = enter("ben"), f"/staff/clients/{ana}/partner/"
    page = text(ben.get(here))
    assert "No consent names this recipient." in page
    assert "that names “Sol” as family or a friend" in page
    form = {"partner": partnership(cast).pk, "title": "Take Tuesday off"}
    assert "Given. It is not on their page" in text(ben.post(here, form, follow=True))
    task = RecoveryTask.objects.get()
    answer = ben.post(f"{here}{task.pk}/show/", follow=True)
    assert "No consent names this recipient." in text(answer)

    consent_for_sol(cast, timezone.now())
    answer = ben.post(f"{here}{task.pk}/show/", follow=True)

    assert "It stands on their page." in text(answer)
    assert "Show it there" not in text(answer)
    answer = ben.post(f"{here}{task.pk}/review/", {}, follow=True)
    assert "choose one of the answers" in text(answer)
    ConjointPartner.objects.update(ends_at=cast.at)
    page = text(ben.get(here))
    assert "Nobody takes part" in page
    assert "Take Tuesday off" in page, "what was given stays to be gone through"


def test_page_of_the_counselor_asks_as_often_however_many_tasks(
    cast: Cast, enter: Enter, ana: UUID
) -> None:
    ben, counts = enter("ben"), []
    for _ in range(2):
        for number in range(3):
            given_to_sol(cast, f"Task {number}", cast.at)
        with CaptureQueriesContext(connection) as asked:
            ben.get(f"/staff/clients/{ana}/partner/")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_page_without_anything_still_leads_to_groups_and_help(cast: Cast, enter: Enter) -> None:
    page = text(enter("sol").get("/with/"))

    assert "<title>Together – Harbor</title>" in page
    assert 'name="group" value="al-anon"' in page
    assert 'name="group" value="nar-anon"' in page
    assert "group=al-anon&amp;" in page
    assert "join=online" in page
    assert "Ana" not in page
    assert "nobody can promise that" in page
    assert '<a href="/with/" aria-current="true">' in page


def test_answer_without_a_choice_is_asked_for_again_with_the_words_kept(
    cast: Cast, enter: Enter
) -> None:
    consent_for_sol(cast, cast.at)
    task = given_to_sol(cast, "Take Tuesday off", cast.at)
    given_to_sol(cast, "Another", cast.at)

    answer = enter("sol").post(f"/with/{task}/", {"words": "Half of it"})

    assert answer.status_code == 422
    assert "Choose “done” or “not done”." in text(answer)
    assert text(answer).count("Half of it") == 1
    assert not PartnerAnswer.objects.exists()


def test_session_offers_the_partner_only_while_one_takes_part(
    cast: Cast, enter: Enter, ana: UUID
) -> None:
    by, at = cast.actor("ben"), timezone.now()
    run = started(ana, enrolled(ana, by=by, at=at), "introduction", by=by, at=at)
    ben = enter("ben")

    page = text(ben.get(f"/staff/sessions/{run}/"))
    assert page.count("Sol takes this on") > 2
    assert 'name="v::own.1.for"' in page
    ConjointPartner.objects.update(ends_at=cast.at)

    assert "takes this on" not in text(ben.get(f"/staff/sessions/{run}/"))


def test_member_sees_that_their_significant_other_looked(cast: Cast, enter: Enter) -> None:
    consent_for_sol(cast, cast.at)
    given_to_sol(cast, "Take Tuesday off", cast.at)
    enter("sol").get("/with/")
    browser = Client()
    sign_in(browser, cast.users["ana"], kind="member")

    page = text(browser.get("/me/opened/"))

    assert "Significant other" in page
    assert "Saw the tasks meant for them" in page
