"""How often one network may make accounts that nobody invited (basis: design).

Enough for a family or a library on one evening; a script that fills the database waits.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

FREE_SIGN_UPS: Final = 10
FIRST_DELAY: Final = timedelta(minutes=2)
LONGEST_DELAY: Final = timedelta(hours=6)
_MOST_DOUBLINGS: Final = 10


def delay_after_sign_ups(made: int) -> timedelta:
    """The wait after so many within a day."""
    if made < FREE_SIGN_UPS:
        return timedelta()
    return min(FIRST_DELAY * (1 << min(made - FREE_SIGN_UPS, _MOST_DOUBLINGS)), LONGEST_DELAY)
