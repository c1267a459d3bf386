"""`stepwell …`: reads the words of a command, prepares Django, hands over, prints."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import nullcontext

from django.core.exceptions import ImproperlyConfigured

from stepwell import __version__
from stepwell.cli import (
    admin,
    audit,
    backup,
    bench,
    database,
    doctor,
    feeds,
    keys,
    programs,
    protocols,
    serve,
    snapshot,
    upgrade,
)
from stepwell.cli.output import CommandFailed
from stepwell.cli.refusals import plain_refusals
from stepwell.cli.setup import prepare_django, quietly

COMMANDS = (
    serve,
    feeds,
    snapshot,
    admin,
    programs,
    database,
    upgrade,
    keys,
    backup,
    audit,
    doctor,
    bench,
    protocols,
)
LOGGING_COMMANDS = frozenset({"run", "serve", "work"})


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="stepwell", description=__doc__)
    parser.add_argument("--version", action="version", version=f"stepwell {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.register(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    arguments = build_parser().parse_args(argv)
    try:
        if getattr(arguments, "needs_django", True):
            prepare_django()
        # A command that prints its answer leaves out the log lines about it.
        logs = nullcontext() if arguments.command in LOGGING_COMMANDS else quietly()
        with logs, plain_refusals():
            return int(arguments.run(arguments) or 0)
    except ImproperlyConfigured as error:
        print(f"stepwell: {error}", file=sys.stderr)
        return 2
    except CommandFailed as error:
        print(f"stepwell: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader has gone (`stepwell … | head`): stop without a word, as other tools do.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
