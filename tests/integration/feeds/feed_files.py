"""Feeds that are read from files, for tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stepwell.actions.feeds import NewFeed, add_feed
from stepwell.domain.access.actor import COMMAND_LINE

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


def row(slug: str, **changes: Any) -> dict[str, Any]:
    """A Meeting Guide row that is listed without a warning."""
    return {
        "name": f"Group {slug}",
        "slug": slug,
        "day": 1,
        "time": "19:00",
        "end_time": "20:00",
        "timezone": "America/New_York",
        "location": "Community Hall",
        "formatted_address": "1 Main Street, Middletown, CT 06457, USA",
        "approximate": "no",
        "latitude": 41.56,
        "longitude": -72.65,
        "types": ["O"],
    } | changes


class FileFeed:
    """A feed read from a file that the test rewrites."""

    def __init__(self, path: Path, slug: str = "sample", **options: Any) -> None:
        self.path = path
        self.slug = slug
        path.write_text("[]")
        add_feed(
            NewFeed(name=slug.title(), slug=slug, source=str(path), fellowship="aa", **options),
            by=COMMAND_LINE,
            at=AT,
        )

    def publish(self, rows: list[dict[str, Any]]) -> None:
        self.path.write_text(json.dumps(rows))
