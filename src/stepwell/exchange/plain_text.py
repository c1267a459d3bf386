"""Plain text out of fields that carry HTML tags and entities."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h\d)\b[^>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<\s*(script|style)\b.*?<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")


def has_markup(text: str) -> bool:
    """Whether a text carries tags or entities."""
    return ("<" in text and _TAG.search(text) is not None) or (
        "&" in text and _ENTITY.search(text) is not None
    )


def strip_markup(text: str) -> str:
    """Text without tags and entities: a break or paragraph becomes a new line."""
    for _ in range(3):  # entities are often escaped twice
        if not has_markup(text):
            break
        text = _TAG.sub("", _BREAK.sub("\n", _HIDDEN.sub("", text)))
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    return text


def one_line(text: str) -> str:
    """A text on one line, single spaces, no control characters."""
    return " ".join(_CONTROL.sub("", text).split())


def paragraphs(text: str) -> str:
    """A text with its lines kept, trimmed, and no more than one empty line in a row."""
    cleaned = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [" ".join(line.split()) for line in cleaned.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
