"""`stepwell feeds change`: how a list is called and read."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from stepwell.cli.output import CommandFailed, add_json_flag, print_json
from stepwell.domain.access.actor import COMMAND_LINE


def register(feeds: Any) -> None:
    change = feeds.add_parser("change", help="change how a list is called and read")
    change.add_argument("slug")
    change.add_argument("--name", help="what visitors see")
    change.add_argument("--source", help="its address, or a file")
    change.add_argument("--fellowship", help="its short name, e.g. aa, na, al-anon")
    change.add_argument("--timezone", help="of meetings whose row names none")
    change.add_argument("--allow-host", help="a private host this list may come from")
    change.add_argument("--max-loss", type=int, help="percent of meetings a sync may remove")
    change.add_argument("--every", type=int, metavar="MINUTES", help="how often to read it")
    add_json_flag(change)
    change.set_defaults(run=_change)


def _change(arguments: argparse.Namespace) -> None:
    from stepwell.actions.feed_changing import FeedChanges, change_feed
    from stepwell.actions.feeds import FeedRefused
    from stepwell.cli.feeds import absolute_source

    changes = FeedChanges(
        name=arguments.name,
        source=absolute_source(arguments.source) if arguments.source else arguments.source,
        fellowship=arguments.fellowship,
        default_timezone=arguments.timezone,
        allowed_host=arguments.allow_host,
        max_loss_percent=arguments.max_loss,
        sync_every_minutes=arguments.every,
    )
    try:
        changed = change_feed(arguments.slug, changes, by=COMMAND_LINE, at=datetime.now(UTC))
    except FeedRefused as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json({"slug": arguments.slug, "changed": changed})
    else:
        print(f"Changed: {', '.join(changed)}." if changed else "Nothing to change.")
