from datetime import timedelta

from stepwell.domain.access.sign_up_delays import (
    FREE_SIGN_UPS,
    LONGEST_DELAY,
    delay_after_sign_ups,
)


def test_delay_after_sign_ups_grows_and_ends() -> None:
    delays = [delay_after_sign_ups(made) for made in range(200)]

    assert not any(delays[:FREE_SIGN_UPS])
    assert delays[FREE_SIGN_UPS] == timedelta(minutes=2)
    assert delays == sorted(delays)
    assert delays[-1] == LONGEST_DELAY
