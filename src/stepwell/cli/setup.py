"""Preparing Django for a command."""

from __future__ import annotations

import os


def prepare_django() -> None:
    """Set Django up with the settings STEPWELL_MODE names. Raises ImproperlyConfigured."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.chosen_settings")
    django.setup()
