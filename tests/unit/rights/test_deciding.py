"""Clocks, answers, times to be kept: pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.rights.erasure import (
    ErasureRefused,
    Held,
    check_may_erase,
    plan_erasure,
    years_later,
)
from stepwell.domain.rights.law import CLOCKS, GROUNDS, RETENTIONS, Basis, Right
from stepwell.domain.rights.ledger import (
    LedgerEntry,
    erasure_line,
    read_ledger,
    taken_back_line,
)
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.program_rules import (
    DEFAULTS,
    ProgramRules,
    RuleRefused,
    check_number,
    default_of,
    names_of_rules,
)
from stepwell.domain.rights.requests import (
    Asked,
    RequestRefused,
    State,
    check_denial,
    check_move,
    check_statement,
    days_left,
    due_on,
    extended_until,
    is_late,
)

DAY = date(2026, 11, 25)
CLOSED = datetime(2019, 11, 25, 12, tzinfo=UTC)
ASKED = Asked(Right.AMENDMENT, State.OPEN, due_on(DAY, CLOCKS[Right.AMENDMENT]))
WORDS = "The note says beer; it was tea."


def held(closed_at: datetime | None = CLOSED, **entries: datetime) -> Held:
    return Held(closed_at, {Part(name): at for name, at in entries.items()})


def test_clocks_are_those_of_the_rule_named() -> None:
    assert due_on(DAY, CLOCKS[Right.COPY]) == date(2026, 12, 25)
    assert ASKED.due_on == date(2027, 1, 24)
    assert days_left(ASKED, DAY) == 60
    assert not is_late(ASKED, ASKED.due_on)
    assert is_late(ASKED, ASKED.due_on + timedelta(days=1))
    assert not is_late(replace(ASKED, state=State.DENIED), date(2030, 1, 1))


def test_answer_is_put_off_once_in_time_and_with_a_reason() -> None:
    clock = CLOCKS[Right.AMENDMENT]

    assert extended_until(ASKED, clock, WORDS, DAY) == date(2027, 2, 23)
    for asked, words, today in (
        (replace(ASKED, is_extended=True), WORDS, DAY),
        (ASKED, "later", DAY),
        (ASKED, WORDS, ASKED.due_on + timedelta(days=1)),
        (replace(ASKED, state=State.DENIED), WORDS, DAY),
    ):
        with pytest.raises(RequestRefused):
            extended_until(asked, clock, words, today)


def test_denial_needs_a_ground_of_the_law_and_words() -> None:
    check_denial(ASKED, "accurate", WORDS)
    for ground, words in (("", WORDS), ("endangers", WORDS), ("accurate", "no")):
        with pytest.raises(RequestRefused):
            check_denial(ASKED, ground, words)
    with pytest.raises(RequestRefused, match="already"):
        check_move(replace(ASKED, state=State.DONE), State.DENIED)


def test_statement_goes_with_a_denied_change_once() -> None:
    denied = replace(ASKED, state=State.DENIED)

    check_statement(denied, WORDS)
    for asked in (ASKED, replace(denied, has_statement=True), replace(denied, right=Right.COPY)):
        with pytest.raises(RequestRefused):
            check_statement(asked, WORDS)


def test_record_may_go_on_the_first_day_after_its_time() -> None:
    there = held(record=CLOSED)
    eve = date(2026, 11, 24)

    assert plan_erasure(there, DEFAULTS, is_asked=True, on=eve).goes == frozenset()
    assert plan_erasure(there, DEFAULTS, is_asked=True, on=DAY).goes == {Part.RECORD}
    shorter = ProgramRules({"years.record": 3})
    assert plan_erasure(there, shorter, is_asked=False, on=eve).goes == {Part.RECORD}


def test_what_nothing_keeps_goes_when_the_person_asks() -> None:
    there = held(datetime(2026, 11, 1, tzinfo=UTC), record=CLOSED, reach=CLOSED, account=CLOSED)

    assert plan_erasure(there, DEFAULTS, is_asked=True, on=DAY).goes == {Part.REACH, Part.ACCOUNT}
    assert plan_erasure(there, DEFAULTS, is_asked=False, on=DAY).goes == frozenset()


def test_consents_count_from_their_last_entry_and_outlast_the_record() -> None:
    there = held(record=CLOSED, consents=datetime(2024, 1, 1, tzinfo=UTC))

    plan = plan_erasure(there, DEFAULTS, is_asked=True, on=DAY)

    assert plan.goes == {Part.RECORD}
    (stays,) = plan.stays
    assert (stays.part, stays.until) == (Part.CONSENTS, date(2030, 1, 1))


def test_nothing_goes_on_hold_or_while_the_record_is_open() -> None:
    open_one = held(None, record=CLOSED, reach=CLOSED)
    plan = plan_erasure(open_one, DEFAULTS, is_asked=True, on=DAY)
    with pytest.raises(ErasureRefused, match="Close it first"):
        check_may_erase(open_one, plan, is_asked=True)
    on_hold = replace(held(record=CLOSED), has_hold=True)
    plan = plan_erasure(on_hold, DEFAULTS, is_asked=True, on=DAY)
    with pytest.raises(ErasureRefused, match="legal hold"):
        check_may_erase(on_hold, plan, is_asked=True)


@settings(max_examples=25)
@given(
    closed=st.dates(date(1990, 1, 1), date(2026, 1, 1)),
    on=st.dates(date(2020, 1, 1), date(2050, 1, 1)),
    years=st.integers(0, 30),
    is_asked=st.booleans(),
)
def test_record_never_goes_before_its_time(
    closed: date, on: date, years: int, is_asked: bool
) -> None:
    at = datetime(closed.year, closed.month, closed.day, tzinfo=UTC)
    rules = ProgramRules({"years.record": years})
    entries = dict.fromkeys(("record", "safety", "consents", "reach"), at)

    plan = plan_erasure(held(at, **entries), rules, is_asked=is_asked, on=on)

    assert (Part.RECORD in plan.goes) is (on >= years_later(closed, years))
    if Part.RECORD not in plan.goes:
        assert plan.goes <= ({Part.REACH} if is_asked else set())


def test_years_from_a_leap_day_end_a_day_later() -> None:
    assert years_later(date(2024, 2, 29), 7) == date(2031, 3, 1)


def test_every_rule_has_a_default_and_a_source() -> None:
    for name in names_of_rules():
        check_number(name, default_of(name))
    told = [*CLOCKS.values(), *RETENTIONS.values(), *GROUNDS.values()]
    assert all(one.source and one.basis in Basis for one in told)
    for name, number in (("years.record", 101), ("days.copy", 0), ("years.moon", 1)):
        with pytest.raises(RuleRefused):
            check_number(name, number)


def test_ledger_reads_what_it_wrote_and_nothing_else() -> None:
    entry = LedgerEntry(
        "e1", "o1", ("c1", "c2"), "", frozenset({Part.RECORD, Part.REACH}), "asked", CLOSED
    )
    line = erasure_line(entry)

    assert read_ledger([line]).entries == {"e1": entry}
    assert read_ledger([line, taken_back_line("e1", CLOSED)]).entries == {}
    spoilt = read_ledger([line.replace("c2", "c3"), "{", line])
    assert (spoilt.unreadable, list(spoilt.entries)) == ([1, 2], ["e1"])
