"""Codes of invitations: long enough that nobody guesses one, and fit to be typed from a screen.

Source: Crockford's Base32: 32 letters and digits without i, l, o and u; what is mistaken for 1 and
0 is taken as such. Length (basis: design): 140 bits, above the 128 that OWASP ASVS 5.0 asks of
secrets (section V11.5).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH: Final = 28
_GROUP: Final = 4
_LINK: Final = "/join/"
_MISTAKEN = str.maketrans({"o": "0", "i": "1", "l": "1"})


def new_code(below: Callable[[int], int]) -> str:
    """below: a random number from 0 and below the one given, from a source fit for secrets."""
    return "".join(ALPHABET[below(len(ALPHABET))] for _ in range(LENGTH))


def code_to_read(code: str) -> str:
    """In groups of four: `k7qm-4xtr-…`."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def code_in(text: str) -> str:
    """What someone typed or pasted, a code or a whole link, as the code alone.

    It need not be one: whoever asks whether there is such an invitation finds that out.
    """
    typed = text.strip()
    if _LINK in typed:
        return typed.partition(_LINK)[2].partition("/")[0]
    return "".join(sign for sign in typed.casefold() if sign.isalnum()).translate(_MISTAKEN)
