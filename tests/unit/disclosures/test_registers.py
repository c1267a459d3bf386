"""The days of breaches, reviews and closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from stepwell.domain.content.provenance import Basis
from stepwell.domain.disclosures.breaches import due_days
from stepwell.domain.disclosures.closing import (
    Closing,
    ProgramClosed,
    check_takes_new_clients,
    left_to_do,
)
from stepwell.domain.disclosures.reviews import due_on, parse_reviews
from stepwell.queries.disclosure_texts import breach_clocks, legal_guide, review_kinds

FOUND = date(2026, 3, 10)
CLOSING = Closing(closes_on=date(2026, 5, 1), is_taken_over=True, holder="Hill House")


def test_breach_of_few_is_told_within_60_days_and_to_hhs_after_the_year() -> None:
    due = due_days(breach_clocks(), discovered_on=FOUND, people=499, most_in_a_state=499)

    assert (due.people, due.hhs, due.media) == (date(2026, 5, 9), date(2027, 3, 1), None)


def test_breach_of_500_is_told_to_hhs_within_60_days_but_to_the_press_only_above() -> None:
    at_500 = due_days(breach_clocks(), discovered_on=FOUND, people=500, most_in_a_state=500)
    above = due_days(breach_clocks(), discovered_on=FOUND, people=501, most_in_a_state=501)

    assert (at_500.hhs, at_500.media) == (date(2026, 5, 9), None)
    assert above.media == date(2026, 5, 9)


def test_breach_day_of_state_law_counts_only_where_it_is_earlier() -> None:
    few = {"people": 1, "most_in_a_state": 1, "discovered_on": FOUND}
    clocks = breach_clocks()

    assert due_days(clocks, **few, state_due_on=date(2026, 4, 9)).people == date(2026, 4, 9)
    assert due_days(clocks, **few, state_due_on=date(2026, 9, 9)).people == date(2026, 5, 9)


def test_breach_timing_says_that_it_was_not_looked_up() -> None:
    assert breach_clocks().basis is Basis.RECALLED
    assert breach_clocks().checked_on == date(2026, 11, 23)


def test_review_is_due_after_its_months_and_at_once_if_never_done() -> None:
    monthly = next(one for one in review_kinds() if one.slug == "help_lines")
    two_yearly = next(one for one in review_kinds() if one.slug == "policies")

    assert due_on(monthly, None) is None
    assert due_on(monthly, date(2027, 1, 31)) == date(2027, 2, 28)
    assert due_on(two_yearly, date(2026, 11, 30)) == date(2028, 11, 30)


def test_review_that_is_there_twice_is_refused() -> None:
    one = '[[review]]\nslug="a"\nlabel="A"\nmonths=1\nbasis="design"\nsource="x"\n'

    with pytest.raises(msgspec.ValidationError):
        parse_reviews((one + one).encode())


def test_closing_program_takes_in_nobody_from_its_day_on() -> None:
    check_takes_new_clients(None, today=CLOSING.closes_on)
    check_takes_new_clients(CLOSING, today=date(2026, 4, 30))
    with pytest.raises(ProgramClosed, match="Hill House"):
        check_takes_new_clients(CLOSING, today=CLOSING.closes_on)


def test_closing_program_lists_what_is_left_to_do() -> None:
    done = replace(
        CLOSING,
        is_taken_over=False,
        told_on=FOUND,
        sealed_on=FOUND,
        keep_until=FOUND,
        destroyed_on=FOUND,
    )

    assert list(left_to_do(done)) == []
    assert len(list(left_to_do(CLOSING))) == 4


def test_legal_guide_is_unreviewed_and_never_says_hand_it_over() -> None:
    guide = legal_guide()

    assert guide.reviewed_by == ""
    for kind in ("subpoena", "order", "warrant", "other"):
        assert any(
            "neither" in step or "Say neither" in step for step in guide.steps_for(kind).steps
        )
    assert guide.warrant.basis is Basis.RECALLED
