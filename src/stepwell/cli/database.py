"""`stepwell migrate`: bring the database to this version's form."""

from __future__ import annotations

import argparse
from typing import Any


def register(subparsers: Any) -> None:
    migrate = subparsers.add_parser("migrate", help="prepare or upgrade the database")
    migrate.set_defaults(run=_migrate)


def _migrate(_: argparse.Namespace) -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=1)
