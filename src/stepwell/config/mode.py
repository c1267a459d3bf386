"""Which settings overlay runs: STEPWELL_MODE=demo (default) or production."""

from __future__ import annotations

import os

from stepwell.config import environment

_OVERLAYS = {
    "demo": "stepwell.config.settings.development",
    "production": "stepwell.config.settings.production",
}


def choose_settings() -> str:
    """Set DJANGO_SETTINGS_MODULE unless it is set already, and return it."""
    mode = environment.choice("STEPWELL_MODE", "demo", tuple(_OVERLAYS))
    return os.environ.setdefault("DJANGO_SETTINGS_MODULE", _OVERLAYS[mode])
