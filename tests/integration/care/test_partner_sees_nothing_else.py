"""Whatever is in the record, the partner's pages hold the tasks meant for them and nothing else."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast, cast_of_yesterday
from factories.everything_said import tables_that_say
from factories.kept_consents import keep_consent, take_back
from factories.partner_cases import SOL, consent_for_sol, given_to_sol, partnership, terms_for_sol
from factories.planted_rows import MARK, Planter
from integration.access.table import TABLE
from lock_order import of_the_test
from signing_in import sign_in
from stepwell.actions.recovery_tasks import TaskAnswer, answer_task
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.recovery.tasks import TaskState
from stepwell.records.people.models import ConjointPartner
from stepwell.records.recovery.models import EntryVersion, MeetingAttendance, RecoveryTask

HOUR = timedelta(hours=1)
ROSA = Recipient(RecipientKind.FAMILY, "Rosa")
SOL_OF_ANOTHER_KIND = Recipient(RecipientKind.EMPLOYER, "Sol")
FAMILY = Recipient(RecipientKind.FAMILY)


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_of_yesterday()


def browser_of(cast: Cast, name: str) -> Client:
    browser = Client()
    sign_in(browser, cast.users[name], kind="member")
    return browser


def page_of(answer: HttpResponse) -> str:
    return html.unescape(answer.content.decode())


def test_planted_words_are_on_no_page_that_the_partner_can_open(cast: Cast) -> None:
    at, ana = timezone.now(), cast.client("ana")
    ana.beliefs, ana.phone = f"{MARK} belief", f"{MARK} phone"
    ana.save()
    planted = Planter(ana, account=cast.users["ana"], staff=cast.users["ben"], at=at).plant()
    assert {one._meta.label for one in (EntryVersion, MeetingAttendance)} <= set(planted)
    consent_for_sol(cast, at - HOUR)
    title = "Take Tuesday off"
    task = given_to_sol(cast, title, at - HOUR)
    browser, seen = browser_of(cast, "sol"), 0

    for row in TABLE:
        if row.of or "GET" not in row.answers or not row.opens_for("sol"):
            continue
        page = page_of(browser.get(reverse(row.route)))
        assert MARK not in page, row.route
        assert "Whitlock" not in page, row.route
        assert (title in page) == (row.route == "partners:together"), row.route
        seen += 1
    refused = page_of(browser.post(reverse("partners:say", kwargs={"task_id": task})))

    assert seen > 10
    assert title in refused
    assert MARK not in refused
    there = {"people_client", "recovery_entryversion", "recovery_meetingattendance"}
    assert there <= tables_that_say(MARK)


@dataclass(frozen=True)
class Signed:
    recipient: Recipient
    information: frozenset[InformationKind]
    purpose: Purpose
    days: int
    is_taken_back: bool

    @property
    def covers(self) -> bool:
        """At the time of looking, and so at the time of giving."""
        return (
            self.recipient == SOL
            and InformationKind.PLAN in self.information
            and self.purpose is Purpose.FAMILY_SUPPORT
            and self.days >= 0
        )


@dataclass(frozen=True)
class Given:
    """is_first: before anything was signed."""

    is_for_partner: bool
    is_first: bool
    is_settled: bool


some_kinds = st.frozensets(
    st.sampled_from([InformationKind.PLAN, InformationKind.PROGRESS, InformationKind.CONTACTS]),
    min_size=1,
)
signed = st.builds(
    Signed,
    recipient=st.sampled_from([SOL, SOL, ROSA, SOL_OF_ANOTHER_KIND]),
    information=some_kinds,
    purpose=st.sampled_from([Purpose.FAMILY_SUPPORT, Purpose.FAMILY_SUPPORT, Purpose.HOUSING]),
    days=st.integers(-3, 3).filter(lambda days: days not in {-1, 0}),
    is_taken_back=st.booleans(),
)
tasks = st.builds(
    Given, is_for_partner=st.booleans(), is_first=st.booleans(), is_settled=st.booleans()
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    consents=st.lists(signed, max_size=3),
    given_tasks=st.lists(tasks, min_size=1, max_size=4),
    is_over=st.booleans(),
)
def test_page_holds_what_is_covered_now_and_was_when_it_was_given(
    cast: Cast, consents: list[Signed], given_tasks: list[Given], is_over: bool
) -> None:
    with transaction.atomic(), of_the_test():
        at = timezone.now() - HOUR
        titles = _write(cast, given_tasks, at, is_first=True)
        rows = [(one, _keep(cast, one, at)) for one in consents]
        titles |= _write(cast, given_tasks, at, is_first=False)
        for one, row in rows:
            if one.is_taken_back:
                take_back(row, at=at)
        if is_over:
            ConjointPartner.objects.filter(pk=partnership(cast).pk).update(ends_at=at)

        page = page_of(browser_of(cast, "sol").get("/with/"))

        was_covered = any(one.covers for one in consents)
        is_covered = any(one.covers and not one.is_taken_back for one in consents) and not is_over
        for title, one in titles.items():
            was_let_out = one.is_for_partner and not one.is_first and was_covered
            may_show = was_let_out and is_covered and not one.is_settled
            assert (title in page) == may_show, one
        is_empty = "Nothing to show now" in page
        assert is_empty is not any(title in page for title in titles)
        assert ("With Ana" in page) is not is_empty
        assert "Whitlock" not in page
        transaction.set_rollback(True)


def _keep(cast: Cast, one: Signed, at: datetime) -> object:
    terms = replace(
        terms_for_sol(at, days=one.days),
        recipients=(one.recipient,),
        information=one.information,
        purposes=frozenset({one.purpose}),
    )
    return keep_consent(cast.client("ana"), terms, at=min(at, at + timedelta(days=one.days)))


def _write(
    cast: Cast, given_tasks: list[Given], at: datetime, *, is_first: bool
) -> dict[str, Given]:
    titles = {}
    client, ben = cast.client("ana"), cast.actor("ben", at=at)
    for number, one in enumerate(given_tasks):
        if one.is_first is not is_first:
            continue
        title = f"Task{number}Xq"
        titles[title] = one
        if one.is_for_partner:
            task = given_to_sol(cast, title, at)
        else:
            task = RecoveryTask.objects.create(
                client=client, kind="call", title=title, given_at=at, given_by=ben.key
            ).pk
        if one.is_settled:
            answer_task(client.pk, task, TaskAnswer(TaskState.DONE), by=ben, at=at)
    return titles


def test_consent_for_a_whole_class_or_another_name_shows_nothing(cast: Cast) -> None:
    at = timezone.now() - HOUR
    for recipient in (FAMILY, ROSA):
        terms = replace(terms_for_sol(at), recipients=(recipient,))
        keep_consent(cast.client("ana"), terms, at=at)

    given_to_sol(cast, "Take Tuesday off", at)

    assert "Take Tuesday off" not in page_of(browser_of(cast, "sol").get("/with/"))
