"""Preparing Django for a command."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager


def prepare_django(*, is_quiet: bool = False) -> None:
    """Set Django up with the settings STEPWELL_MODE names.

    is_quiet: a command that prints its answer leaves out the log lines about it.

    Raises:
        ImproperlyConfigured: a setting is wrong or missing; the message says which.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stepwell.config.chosen_settings")
    django.setup()
    if is_quiet:
        logging.getLogger("stepwell").setLevel(logging.WARNING)


@contextmanager
def quietly() -> Iterator[None]:
    """Leave out the log lines of what a command does before it serves."""
    logger = logging.getLogger("stepwell")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
