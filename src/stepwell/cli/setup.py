"""Preparing Django for a command."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager


def prepare_django() -> None:
    """Set Django up with the settings STEPWELL_MODE names.

    Raises:
        ImproperlyConfigured: a setting is wrong or missing; the message says which.
    """
    import django
    from django.apps import apps

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.chosen_settings")
    if not apps.ready:
        django.setup()


@contextmanager
def quietly() -> Iterator[None]:
    """Leave out the log lines of what happens meanwhile, but warnings and errors."""
    logger = logging.getLogger("stepwell")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
