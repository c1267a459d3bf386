"""Telephone numbers of the United States as a link dials them."""

from __future__ import annotations

import re

_ALLOWED = re.compile(r"[0-9().\s+-]+", re.ASCII)
_SHORT = range(3, 7)
"""Digits of 911, 988, 211 and of the short codes that take texts."""


class NotANumber(ValueError):
    """What was typed is no number that a telephone of the United States can dial."""


def dialed(number: str) -> str:
    """The number as `tel:` and `sms:` take it: "988", "+18006624357".

    Raises:
        NotANumber: letters in it, or too few or too many digits.
    """
    text = number.strip()
    digits = re.sub(r"\D", "", text)
    if not text or not _ALLOWED.fullmatch(text):
        raise NotANumber(
            f"{number!r} is no telephone number. Write digits, such as 1-800-662-4357 or 988."
        )
    if len(digits) in _SHORT:
        return digits
    national = digits.removeprefix("1") if len(digits) == 11 else digits
    if len(national) != 10:
        raise NotANumber(
            f"{number!r} has {len(digits)} digits. Write the area code and number, 10 digits, "
            "or a short number such as 988."
        )
    return f"+1{national}"
