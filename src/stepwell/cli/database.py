"""`stepwell migrate`: bring the database to this version's form."""

from __future__ import annotations

import argparse
from typing import Any

from stepwell.cli.output import CommandFailed


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("migrate", help="prepare or upgrade the database")
    parser.set_defaults(run=_migrate)


def _migrate(_: argparse.Namespace) -> None:
    migrate(verbosity=1)


def migrate(*, verbosity: int) -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=verbosity)


def refuse_misfit() -> None:
    """Raises: CommandFailed if the database is of an older or newer version."""
    from stepwell.queries.installation import database_misfit

    if problem := database_misfit():
        raise CommandFailed(problem)
