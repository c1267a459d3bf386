from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from factories.consent_forms import SISTER
from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.disclosures.accounting import Entry, accounting, earliest_day
from stepwell.domain.disclosures.basis import BasisKind, DisclosureForm
from stepwell.domain.disclosures.decision import Statement
from stepwell.queries.disclosure_texts import statement_texts

ZONE = ZoneInfo("America/New_York")
TODAY = date(2026, 3, 20)


def entry(at: datetime, key: str = "d1") -> Entry:
    return Entry(
        id=key,
        disclosed_at=at,
        recipient=SISTER,
        participant=None,
        address="",
        purpose=Purpose.FAMILY_SUPPORT,
        purpose_words="",
        information=frozenset({InformationKind.PROGRESS}),
        form=DisclosureForm.PRINT,
        basis=BasisKind.CONSENT,
        key="c1",
        disclosed_by="Ben",
    )


def test_accounting_goes_back_three_years_to_the_day_on_the_programs_calendar() -> None:
    first = datetime(2023, 3, 20, 4, tzinfo=UTC)  # midnight in New York
    entries = [entry(first, "in"), entry(first - timedelta(minutes=1), "out")]

    assert [one.id for one in accounting(entries, today=TODAY, zone=ZONE)] == ["in"]


def test_accounting_can_be_shorter_but_never_longer() -> None:
    assert earliest_day(TODAY, since=date(2026, 1, 1)) == date(2026, 1, 1)
    assert earliest_day(TODAY, since=date(2001, 1, 1)) == date(2023, 3, 20)
    assert earliest_day(date(2028, 2, 29)) == date(2025, 2, 28)


@given(st.lists(st.integers(-2000, 0), max_size=20))
def test_accounting_of_disclosures_is_what_left_in_that_time(days: list[int]) -> None:
    noon = datetime(2026, 3, 20, 16, tzinfo=UTC)
    entries = [entry(noon + timedelta(days=one), str(n)) for n, one in enumerate(days)]

    found = accounting(entries, today=TODAY, zone=ZONE)

    assert {one.id for one in found} == {
        one.id for one in entries if one.disclosed_at >= datetime(2023, 3, 20, 4, tzinfo=UTC)
    }
    assert list(found) == sorted(found, key=lambda one: (one.disclosed_at, one.id), reverse=True)


def test_statements_are_those_of_2024_and_say_that_nobody_compared_them() -> None:
    texts = statement_texts()

    assert texts.text_of(Statement.SHORT) == (
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    )
    long = texts.text_of(Statement.LONG)
    assert "civil, criminal, administrative, or legislative proceedings" in long
    assert "NOT sufficient to meet the required elements of written consent" in long
    assert "restrict any use of the information to investigate" not in long  # of 2018 and 2020
    assert texts.text_of(Statement.NONE) == ""
    assert not texts.long.compared_by
    assert texts.checked_on == date(2026, 11, 23)
