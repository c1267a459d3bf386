"""Which passwords are refused, beside the length and the list of breached ones.

Source: NIST SP 800-63B-4, section 3.1.1.2: a blocklist of breached, common and context-specific
passwords, at least 15 characters where the password may be the only factor, no composition rules.
Fifteen characters are easily reached by repeating something short, so that is looked through.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

SHORTEST = 15
LONGEST = 256
SHORTEST_CORE = 8
"""Letters that must be left when known words are taken away; what repeats must be longer."""
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
)


def normalized(password: str) -> str:
    """One form for what looks the same, however a keyboard composed it."""
    return unicodedata.normalize("NFKC", password)


def repeated_unit(password: str) -> str:
    """The short text that the password repeats, whole or cut off at the end; "" if none."""
    for size in range(1, len(password) // 2 + 1):
        unit = password[:size]
        if (unit * (len(password) // size + 1))[: len(password)] == password:
            return unit
    return ""


def is_a_run(password: str) -> bool:
    """The alphabet, counting, or a row of keys, forwards or backwards."""
    text = password.casefold()
    rows = [row * 2 for row in _ROWS]
    return any(text in row or text in row[::-1] for row in rows)


def core_of(password: str, known: Iterable[str]) -> str:
    """What is left, in small letters, without known words, digits and signs around them."""
    text = password.casefold()
    for word in sorted({one.casefold() for one in known if len(one) > 2}, key=len, reverse=True):
        text = text.replace(word, "")
    return "".join(sign for sign in text if sign.isalpha())


def why_easy(password: str, known: Iterable[str]) -> str:
    """A slug: "repeats", "run" or "known_words"; "" where the password is none of these.

    Args:
        known: words of this installation and person: names, the sign-in name.
    """
    if 0 < len(repeated_unit(password.casefold())) <= SHORTEST_CORE:
        return "repeats"
    if is_a_run(password):
        return "run"
    removed = core_of(password, known)
    if removed != core_of(password, ()) and len(removed) < SHORTEST_CORE:
        return "known_words"
    return ""
