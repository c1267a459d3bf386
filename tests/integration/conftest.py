from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from integration.feeds.feed_files import FileFeed


@pytest.fixture
def file_feed(tmp_path: Path, db: None) -> Callable[..., FileFeed]:
    """Makes feeds that are read from files the test writes."""

    def make(slug: str = "sample", **options: object) -> FileFeed:
        return FileFeed(tmp_path / f"{slug}.json", slug, **options)

    return make
