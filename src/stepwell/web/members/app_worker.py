"""The service worker of the app: what it keeps, and a version that changes with it.

It keeps code, style, font and documents, the same for everyone: docs/decisions/0025-app-shell.md.
"""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString

from stepwell.domain.people.app_looks import ICONS
from stepwell.queries.help_pages import shown_line, shown_topic, words_of
from stepwell.queries.sobriety import rules_document
from stepwell.queries.steps import steps_document
from stepwell.queries.vocabularies import fellowship_choices
from stepwell.web.shared.context import program
from stepwell.web.shared.icons import drawings
from stepwell.web.shared.stylesheet import stylesheet

SOURCE = Path(__file__).parent / "workers" / "app.js"
STATIC = (Path(__file__).parent.parent / "static").resolve()
OTHER_PARTS = ("fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2", "icons/mark.svg")
BEGINNING = "app/main.js"
DANGERS = ("used", "overdose", "withdrawal")
"""What the screen after a use says first; of "used" only what comes before its next steps."""
_STATIC_IMPORT = re.compile(r"""\b(?:from|import)\s*["'](\.{1,2}/[^"']+)["']""")
_IMPORT = re.compile(r"""\b(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
DRAWINGS = (
    "book-open",
    "calendar-days",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle-alert",
    "clock",
    "cloud-off",
    "eye-off",
    "history",
    "hourglass",
    "info",
    "life-buoy",
    "list-filter",
    "lock",
    "lock-open",
    "log-out",
    "map-pin",
    "notebook-pen",
    "phone-call",
    "plus",
    "printer",
    "refresh-cw",
    "shield-check",
    "sunrise",
    "triangle-alert",
    "user",
    "users",
    "x",
)
"""The icons that its screens may name."""


def modules() -> list[str]:
    """Paths below static/ of the module that begins the app and of all it needs to begin."""
    return _reached(_STATIC_IMPORT)


def modules_kept() -> list[str]:
    """And of those that it asks for later, which must be there without a network too."""
    return _reached(_IMPORT)


def _reached(imports: re.Pattern[str]) -> list[str]:
    found: set[Path] = set()
    left = [STATIC / BEGINNING]
    while left:
        path = left.pop()
        found.add(path)
        named = imports.findall(path.read_text(encoding="utf-8"))
        left += {(path.parent / one).resolve() for one in named} - found
    return sorted(path.relative_to(STATIC).as_posix() for path in found)


def parts() -> list[str]:
    """Addresses of what the page is made of besides itself."""
    return [
        reverse("shared:stylesheet", kwargs={"version": stylesheet().version}),
        *map(static, (*modules_kept(), *OTHER_PARTS)),
    ]


def documents() -> dict[str, str]:
    """What screens say, the same for everyone: address of each, and a hash of its content."""
    return {
        reverse("public:counting"): rules_document().content_hash,
        reverse("public:steps", kwargs={"language": "en"}): steps_document("en").content_hash,
    }


def shell_context() -> dict[str, Any]:
    """Nothing of it is about anybody. help_lines: those that are the same for everyone."""
    return program(None) | {
        "modules": modules(),
        "drawings": [(name, SafeString(drawings()[name])) for name in DRAWINGS],
        "help_lines": [shown_line(key, "en") for key in ("emergency", "crisis")],
        "w": words_of("en"),
        "dangers": [shown_topic(slug, "en") for slug in DANGERS],
        "fellowships": fellowship_choices(),
        "icons": [(name, static(f"icons/app/{name}-192.png")) for name in ICONS],
        "help_worker": reverse("public:help_worker"),
    }


def worker_script() -> str:
    return _script() if settings.DEBUG else _script_once()


def _script() -> str:
    kept = {
        "version": _version(),
        "shell": reverse("app:kept_shell"),
        "parts": [*parts(), *documents()],
    }
    kept["page"] = reverse("app:shell")
    return f"const KEPT = {json.dumps(kept)};\n{SOURCE.read_text(encoding='utf-8')}"


@cache
def _script_once() -> str:
    return _script()


def _version() -> str:
    """Changes exactly when something that is kept does."""
    digest = sha256(render_to_string("members/app.html", shell_context()).encode())
    digest.update(stylesheet().plain)
    for path in (*modules_kept(), *OTHER_PARTS):
        digest.update((STATIC / path).read_bytes())
    digest.update("".join(documents().values()).encode())
    return digest.hexdigest()[:12]
