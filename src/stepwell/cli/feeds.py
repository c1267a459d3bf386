"""`stepwell feeds add|list|change|sync|remove|test|explain`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stepwell.cli import feeds_change, feeds_sync
from stepwell.cli.output import CommandFailed, add_json_flag, print_json, print_table
from stepwell.domain.access.actor import COMMAND_LINE


def register(subparsers: Any) -> None:
    feeds = subparsers.add_parser("feeds", help="meeting lists").add_subparsers(
        dest="subcommand", required=True, metavar="COMMAND"
    )
    add = feeds.add_parser("add", help="add a list (it is read by `feeds sync` or the worker)")
    add.add_argument("source", help="its address, or a file")
    add.add_argument("--name", help="what visitors see (default: the host or file name)")
    add.add_argument("--slug", default="", help="its short name (default: made from the name)")
    _add_reading_options(add)
    add.add_argument("--allow-host", default="", help="a private host this list may come from")
    add.add_argument(
        "--max-loss", type=int, default=25, help="percent of meetings a sync may remove"
    )
    add.add_argument(
        "--every", type=int, default=1440, metavar="MINUTES", help="how often to read it"
    )
    _finish(add, _add)

    _finish(feeds.add_parser("list", help="the lists and their state"), _list)
    feeds_change.register(feeds)

    sync = feeds.add_parser("sync", help="read lists now")
    sync.add_argument("slug", nargs="*", help="which (default: all)")
    sync.add_argument("--accept-removals", action="store_true", help="apply a held reading")
    sync.add_argument("--force", action="store_true", help="parse again though nothing changed")
    _finish(sync, feeds_sync.sync)

    remove = feeds.add_parser("remove", help="remove a list and its meetings")
    remove.add_argument("slug")
    _finish(remove, _remove)

    test = feeds.add_parser("test", help="read a list and say what would happen; stores nothing")
    test.add_argument("source", help="its address, or a file")
    _add_reading_options(test)
    test.add_argument("--allow-host", default="", help="a private host this list may come from")
    _finish(test, _test)

    explain = feeds.add_parser("explain", help="why rows of a list are not shown, or were repaired")
    explain.add_argument("slug")
    explain.add_argument("--row", type=int, help="one source row")
    explain.add_argument("--kind", default="", choices=("", "rejected", "withheld", "warning"))
    _finish(explain, _explain)


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fellowship", default="aa", help="its short name, e.g. aa, na, al-anon")
    parser.add_argument("--timezone", default="", help="of meetings whose row names none")


def _finish(parser: argparse.ArgumentParser, run: Any) -> None:
    add_json_flag(parser)
    parser.set_defaults(run=run)


def absolute_source(source: str) -> str:
    from stepwell.actions.feeds import is_address

    return source if is_address(source) else str(Path(source).absolute())


def _default_name(source: str) -> str:
    """An address can hold a key, so of it only the host is shown."""
    from stepwell.actions.feeds import is_address

    return urlsplit(source).hostname or "" if is_address(source) else Path(source).stem


def _add(arguments: argparse.Namespace) -> None:
    from stepwell.actions.feeds import FeedRefused, NewFeed, add_feed

    source = absolute_source(arguments.source)
    new = NewFeed(
        name=arguments.name or _default_name(source),
        slug=arguments.slug,
        source=source,
        fellowship=arguments.fellowship,
        default_timezone=arguments.timezone,
        allowed_host=arguments.allow_host,
        max_loss_percent=arguments.max_loss,
        sync_every_minutes=arguments.every,
    )
    try:
        slug = add_feed(new, by=COMMAND_LINE, at=datetime.now(UTC))
    except FeedRefused as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json({"slug": slug})
    else:
        print(f"Added {slug}. Read it with: stepwell feeds sync {slug}")


def _list(arguments: argparse.Namespace) -> None:
    from stepwell.queries.feeds import feed_reports

    reports = feed_reports()
    if arguments.json:
        print_json(reports)
        return
    rows = []
    for feed in reports:
        latest = feed.latest.outcome if feed.latest else "not read"
        when = feed.last_success_at.isoformat(timespec="minutes") if feed.last_success_at else "-"
        rows.append((feed.slug, feed.fellowship, latest, feed.listed, when))
    print_table(("list", "fellowship", "latest", "meetings", "last good reading"), rows)


def _remove(arguments: argparse.Namespace) -> None:
    from stepwell.actions.feeds import FeedRefused, remove_feed
    from stepwell.actions.snapshots import publish_snapshot

    try:
        listed = remove_feed(arguments.slug, by=COMMAND_LINE, at=datetime.now(UTC))
    except FeedRefused as error:
        raise CommandFailed(str(error)) from error
    publish_snapshot()
    if arguments.json:
        print_json({"slug": arguments.slug, "meetings": listed})
    else:
        print(f"Removed {arguments.slug} with its {listed:,} meetings.")


def _test(arguments: argparse.Namespace) -> int:
    from stepwell.actions.feed_trial import try_feed
    from stepwell.actions.feeds import FeedRefused

    try:
        trial = try_feed(
            absolute_source(arguments.source),
            fellowship=arguments.fellowship,
            default_timezone=arguments.timezone,
            allowed_host=arguments.allow_host,
        )
    except FeedRefused as error:
        raise CommandFailed(str(error)) from error
    if arguments.json:
        print_json(trial.as_json())
    elif trial.error:
        raise CommandFailed(f"{trial.error['message']} ({trial.error['code']})")
    else:
        print(
            f"{trial.kind}: {trial.read:,} rows read, {trial.meetings:,} meetings, "
            f"{trial.withheld:,} withheld, {trial.rejected:,} rejected"
        )
        for title, counts in (("Rejected", trial.reasons), ("Repaired", trial.warnings)):
            for code, number in sorted(counts.items(), key=lambda item: -item[1]):
                print(f"  {title}: {code}: {number:,}")
        for row in trial.rejected_rows:
            print(f"  Row {row['row']}: {row['message']}")
    return 1 if trial.error else 0


def _explain(arguments: argparse.Namespace) -> None:
    from stepwell.queries.feeds import NoSuchFeed, all_row_reports

    try:
        rows = all_row_reports(arguments.slug, kind=arguments.kind, row_number=arguments.row)
    except NoSuchFeed as error:
        raise CommandFailed(
            f"There is no list {arguments.slug!r}; see: stepwell feeds list"
        ) from error
    if arguments.json:
        print_json({"slug": arguments.slug, "rows": rows})
        return
    for row in rows:
        print(f"Row {row.row_number}: {row.kind}: {row.code}: {row.title}\n  {row.message}")
    if not rows:
        print("Every row is listed as its source published it.")
