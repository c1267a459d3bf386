"""A program looks up again what Stepwell ships, and its own day counts for it alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from stepwell.actions.fact_checks import FactRefused, confirm_fact
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.checks.facts import DatedFact, FactKind, Standing
from stepwell.queries.checks import facts_to_check
from stepwell.records.audit.models import AuditEvent
from stepwell.records.directory.models import FactCheck

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]
PAGE = "/staff/checks/"


def never_looked_up(cast: Cast) -> list[DatedFact]:
    rows = facts_to_check(cast.actor("gil"), on=timezone.localdate())
    return [row.fact for row in rows if row.standing is Standing.NEVER]


def test_look_of_the_program_is_kept_and_written_down(enter: Enter, cast: Cast) -> None:
    browser = enter("gil")
    before = never_looked_up(cast)
    (shown, *_) = re.findall(r'name="fact" value="(\w+)"', browser.get(PAGE).content.decode())

    page = browser.post(f"{PAGE}confirm/", {"fact": shown}, follow=True).content.decode()

    assert "it still holds" in page
    assert "Your program:" in page
    assert len(never_looked_up(cast)) == len(before) - 1
    event = AuditEvent.objects.get(event_type="fact.checked")
    assert event.record_id == str(FactCheck.objects.get().pk)


def test_look_twice_on_a_day_is_one(cast: Cast) -> None:
    fact, *_ = never_looked_up(cast)
    for _time in range(2):
        confirm_fact(fact.fingerprint, by=cast.actor("gil"), at=timezone.now())

    assert FactCheck.objects.count() == 1


def test_look_of_one_program_is_none_of_another(cast: Cast) -> None:
    fact, *_ = never_looked_up(cast)
    confirm_fact(fact.fingerprint, by=cast.actor("gil"), at=timezone.now())
    FactCheck.objects.update(organization=cast.organizations["northgate"])

    assert fact in never_looked_up(cast)


def test_fact_that_reads_otherwise_by_now_is_refused(enter: Enter) -> None:
    for fingerprint in ("", "0" * 64):
        page = enter("gil").post(f"{PAGE}confirm/", {"fact": fingerprint}, follow=True)
        assert "Nothing was kept" in page.content.decode()
    assert not FactCheck.objects.exists()


def test_own_number_is_tried_on_its_own_page(cast: Cast) -> None:
    rows = facts_to_check(cast.actor("gil"), on=timezone.localdate())
    own = next(row.fact for row in rows if row.fact.kind is FactKind.OWN_NUMBER)

    with pytest.raises(FactRefused):
        confirm_fact(own.fingerprint, by=cast.actor("gil"), at=timezone.now())


def test_counselors_confirm_nothing(cast: Cast) -> None:
    fact, *_ = never_looked_up(cast)

    with pytest.raises(AccessDenied):
        confirm_fact(fact.fingerprint, by=cast.actor("ben"), at=timezone.now())


def test_other_text_is_another_fact() -> None:
    one = DatedFact(FactKind.HELP_LINE, "x", "Call 988", "A page", date(2026, 11, 23))
    other = DatedFact(FactKind.HELP_LINE, "x", "Call 989", "A page", date(2026, 11, 23))

    assert one.fingerprint != other.fingerprint
