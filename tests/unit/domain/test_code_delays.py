from __future__ import annotations

from datetime import timedelta

from stepwell.domain.access.code_delays import FREE_TRIES, LONGEST_DELAY, delay_after_codes


def test_first_wrong_codes_cost_nothing() -> None:
    assert [delay_after_codes(tries) for tries in range(FREE_TRIES)] == [timedelta()] * FREE_TRIES


def test_waits_double_up_to_an_hour() -> None:
    waits = [delay_after_codes(tries).total_seconds() for tries in range(FREE_TRIES, 14)]

    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_hundred_wrong_codes_take_days() -> None:
    """NIST SP 800-63B-4, section 3.2.2, allows a hundred in a row."""
    whole = sum((delay_after_codes(tries) for tries in range(100)), timedelta())

    assert whole > timedelta(days=3)
    assert delay_after_codes(10**9) == LONGEST_DELAY
