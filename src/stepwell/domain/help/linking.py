"""Telephone numbers in a plain sentence become links that call them."""

from __future__ import annotations

import re
from html import escape

from stepwell.domain.help.telephone import dialed

_NUMBER = re.compile(r"(?<![\w-])(?:911|988|1-\d{3}-\d{3}-\d{4})(?![\w-])", re.ASCII)


def with_links(text: str) -> str:
    """Safe HTML of a plain sentence, its numbers to call as links."""
    return _NUMBER.sub(_link, escape(text, quote=False))


def _link(found: re.Match[str]) -> str:
    return f'<a href="tel:{dialed(found[0])}">{found[0]}</a>'
