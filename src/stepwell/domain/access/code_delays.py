"""How long to wait after wrong codes and PINs, which are short: longer than after passwords.

Source: NIST SP 800-63B-4, section 3.2.2: waits that grow up to an hour are one way of keeping below
100 failures in a row. With 24 tries a day a code of six digits stands for years.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

FREE_TRIES: Final = 5
FIRST_DELAY: Final = timedelta(seconds=30)
LONGEST_DELAY: Final = timedelta(hours=1)
_MOST_DOUBLINGS: Final = 10


def delay_after_codes(tries: int) -> timedelta:
    """The wait after so many wrong codes in a row."""
    if tries < FREE_TRIES:
        return timedelta()
    return min(FIRST_DELAY * (1 << min(tries - FREE_TRIES, _MOST_DOUBLINGS)), LONGEST_DELAY)
