"""The style sheet: one small file per cascade layer, joined in memory, served as one request.

Why here and not by the static files storage: docs/decisions/0007-one-style-sheet.md.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

LAYERS = ("reset", "tokens", "base", "layout", "parts", "charts", "print")
FOLDER = Path(__file__).parent.parent / "static" / "css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\s*\n\s*")
_RELATIVE = re.compile(r'url\("\.\./([^"]+)"\)')


@dataclass(frozen=True)
class Stylesheet:
    version: str
    """Changes exactly when the bytes do; part of the address, so browsers may keep it forever."""
    plain: bytes
    gzipped: bytes


def stylesheet() -> Stylesheet:
    """The joined sheet; read again for every request while DEBUG, so that edits show."""
    if settings.DEBUG:
        return _join()
    return _joined_once()


def _join() -> Stylesheet:
    text = "\n".join((FOLDER / f"{layer}.css").read_text(encoding="utf-8") for layer in LAYERS)
    text = _INDENT.sub("\n", _COMMENT.sub("", text)).strip() + "\n"
    text = _RELATIVE.sub(lambda match: f'url("{static(match[1])}")', text)
    plain = text.encode()
    return Stylesheet(sha256(plain).hexdigest()[:12], plain, gzip.compress(plain, 9, mtime=0))


@cache
def _joined_once() -> Stylesheet:
    return _join()
