"""A second look at a denial: who may ask for one, who decides, and what may come of it.

Source: 45 CFR 164.524(a)(3), (a)(4), (d)(4) (recalled): where access is denied because it would
endanger someone, the person may have the denial reviewed by a licensed health care professional
whom the program names and who had no part in it, within a reasonable period of time.
"""

from __future__ import annotations

from enum import StrEnum

from stepwell.domain.rights.law import GROUNDS, Basis, Clock
from stepwell.domain.rights.requests import Asked, RequestRefused, State, check_words

SOURCE = "45 CFR 164.524(a)(3), (a)(4) and (d)(4)"
CLOCK = Clock(
    30, 0, f"{SOURCE} say “a reasonable period of time”; the number is chosen here", Basis.DESIGN
)


class Outcome(StrEnum):
    """upheld: it stays denied. granted: the copy is to be handed out."""

    UPHELD = "upheld"
    GRANTED = "granted"


def may_ask(asked: Asked, ground: str, *, has_asked: bool) -> bool:
    is_reviewable = ground in GROUNDS and GROUNDS[ground].is_reviewable
    return asked.state is State.DENIED and is_reviewable and not has_asked


def check_ask(asked: Asked, ground: str, *, has_asked: bool) -> None:
    """Raises RequestRefused."""
    if has_asked:
        raise RequestRefused("A second look was asked for already.")
    if not may_ask(asked, ground, has_asked=has_asked):
        raise RequestRefused("A second look can be asked for where a copy was denied as a danger.")


def check_decide(*, is_decided: bool, outcome: str, license_words: str, words: str) -> None:
    """
    Args:
        outcome: of Outcome.
        license_words: the license of whoever looks, as they write it.
        words: what the person is told.

    Raises:
        RequestRefused.
    """
    if is_decided:
        raise RequestRefused("This second look was decided already. Load the page again.")
    if outcome not in set(Outcome):
        raise RequestRefused("Choose what your second look comes to.")
    if not license_words.strip():
        raise RequestRefused(
            "Write your license. The rule asks for a licensed health care professional."
        )
    check_words(words, "why, in plain words. The person reads it")
