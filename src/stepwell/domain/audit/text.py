"""Text that both databases keep exactly as it was given."""

from __future__ import annotations

import unicodedata


def is_plain_line(text: str, longest: int) -> bool:
    """One line, no control characters, nothing that UTF-8 cannot say."""
    return len(text) <= longest and not any(_is_unfit(sign) for sign in text)


def plain_line(text: str, longest: int) -> str:
    """The text with what does not fit in a line replaced by spaces, cut to the length."""
    fit = "".join(" " if _is_unfit(sign) else sign for sign in text)
    return " ".join(fit.split())[:longest].strip()


def _is_unfit(sign: str) -> bool:
    # Cc, Cs, Zl, Zp: control characters, lone surrogates, line and paragraph separators.
    return unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}
