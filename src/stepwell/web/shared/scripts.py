"""Where each behavior's ES module lives, for the loader in static/js/behaviors.js."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

FOLDER = Path(__file__).parent.parent / "static" / "js"
LOADER = "behaviors"


@cache
def behavior_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.js") if path.stem != LOADER))


def module_map() -> str:
    """JSON object: behavior -> address, with the storage's content hash where it has one."""
    return _read_map() if settings.DEBUG else _map_once()


def _read_map() -> str:
    return json.dumps({name: static(f"js/{name}.js") for name in behavior_names()})


@cache
def _map_once() -> str:
    return _read_map()
