from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integration.access.world import World, build_world
from integration.feeds.feed_files import FileFeed


@pytest.fixture
def world(settings: Any, tmp_path: Path, file_feed: Callable[..., FileFeed]) -> World:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    return build_world(file_feed)
