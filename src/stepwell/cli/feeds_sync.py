"""`stepwell feeds sync`: reads lists side by side and tells of each what came of it."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from stepwell.cli.output import CommandFailed, print_json, print_table
from stepwell.domain.access.actor import COMMAND_LINE

if TYPE_CHECKING:
    from stepwell.actions.feed_sync import SyncResult

logger = logging.getLogger("stepwell.feeds")

COUNTS = ("read", "added", "changed", "unchanged", "removed", "renamed", "withheld", "rejected")
GOOD = frozenset({"synced", "unchanged"})
FEEDS_AT_ONCE = 4


def sync(arguments: argparse.Namespace) -> int:
    from stepwell.actions.snapshots import publish_snapshot
    from stepwell.queries.feeds import feed_reports

    slugs = list(dict.fromkeys(arguments.slug)) or [report.slug for report in feed_reports()]
    _refuse_unknown(slugs)
    try:
        results = _read_side_by_side(slugs, arguments.accept_removals, arguments.force)
    finally:
        publish_snapshot()
    if arguments.json:
        print_json({"feeds": results})
    else:
        _print(results)
    return int(any(one.outcome not in GOOD for one in results))


def _refuse_unknown(slugs: Sequence[str]) -> None:
    """One misspelt name, and nothing is read."""
    from stepwell.actions.feeds import FeedRefused, get_feed

    for slug in slugs:
        try:
            get_feed(slug)
        except FeedRefused as error:
            raise CommandFailed(str(error)) from error


def _read_side_by_side(
    slugs: Sequence[str], accept_removals: bool, force: bool
) -> list[SyncResult]:
    read = partial(_read, accept_removals=accept_removals, force=force)
    pool = ThreadPoolExecutor(FEEDS_AT_ONCE, thread_name_prefix="stepwell-feed")
    try:
        return list(pool.map(read, slugs))
    finally:
        pool.shutdown(cancel_futures=True)


def _read(slug: str, *, accept_removals: bool, force: bool) -> SyncResult:
    """One list that cannot be read is one line of the answer, not the end of the others."""
    from django.db import connections

    from stepwell.actions.feed_sync import INTERNAL, SyncResult, sync_feed
    from stepwell.actions.feeds import FeedRefused

    try:
        return sync_feed(
            slug,
            by=COMMAND_LINE,
            at=datetime.now(UTC),
            accept_removals=accept_removals,
            force=force,
        )
    except FeedRefused as error:
        return SyncResult(slug, "failed", "refused", str(error))
    except Exception:
        logger.exception("a reading could not be recorded", extra={"feed": slug})
        return SyncResult(slug, "failed", "internal", INTERNAL)
    finally:
        connections.close_all()


def _print(results: Sequence[SyncResult]) -> None:
    rows = [(one.feed, one.outcome, *(getattr(one, name) for name in COUNTS)) for one in results]
    print_table(("list", "outcome", *COUNTS), rows)
    for one in results:
        if one.outcome not in GOOD:
            print(f"{one.feed}: {one.message}")
