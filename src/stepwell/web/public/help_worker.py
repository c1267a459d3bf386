"""The service worker of the help pages: what it keeps, and a version that changes with it.

Why it is so narrow: docs/decisions/0015-help-offline.md.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override

from stepwell.domain.help.lines import LANGUAGES
from stepwell.queries.help_pages import shown_topics
from stepwell.web.public.help_context import addresses, front_context, topic_context
from stepwell.web.shared.context import program
from stepwell.web.shared.stylesheet import stylesheet

SOURCE = Path(__file__).parent / "workers" / "help.js"
MODULES = ("behaviors", "leave", "kept-offline", "own-people")
"""The scripts that help pages use; a browser test finds one that is missing here."""


def parts() -> list[str]:
    """Addresses of what the pages are made of besides themselves."""
    return [
        reverse("shared:stylesheet", kwargs={"version": stylesheet().version}),
        *(static(f"js/{name}.js") for name in MODULES),
        static("icons/mark.svg"),
    ]


def worker_script() -> str:
    return _script() if settings.DEBUG else _script_once()


def _script() -> str:
    kept = {"version": _version(), "pages": addresses(), "parts": parts()}
    return f"const KEPT = {json.dumps(kept)};\n{SOURCE.read_text(encoding='utf-8')}"


@cache
def _script_once() -> str:
    return _script()


def _version() -> str:
    """Changes exactly when something on one of the pages does, for someone not signed in."""
    digest = sha256()
    for language in LANGUAGES:
        with override(language):
            digest.update(_rendered("public/help/front.html", front_context(language)))
            for topic in shown_topics(language):
                context = topic_context(topic.slug, language) or {}
                digest.update(_rendered("public/help/topic.html", context))
    digest.update(" ".join(parts()).encode())
    return digest.hexdigest()[:12]


def _rendered(template: str, context: dict[str, Any]) -> bytes:
    return render_to_string(template, program(None) | context).encode()
