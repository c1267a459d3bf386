from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from factories.meetings import publish
from stepwell.domain.meetings.meeting import Meeting
from stepwell.queries import listing_sources
from stepwell.queries.listing_sources import ListingSource

AT = datetime(2026, 11, 25, 22, 48, tzinfo=UTC)
"""Wednesday, November 25, 2026, 5:48 pm in Connecticut."""

Publish = Callable[..., None]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> dict[str, ListingSource]:
    """What is known of the lists, without a database."""
    known = {"sample": ListingSource("sample", "Sample District", AT, is_sample=False)}
    monkeypatch.setattr(listing_sources._sources, "all", lambda: known)
    return known


@pytest.fixture
def published(settings: Any, tmp_path: Path) -> Publish:
    """Publishes the given meetings as the directory, each time under a name of its own: a
    holder looks for a newer file only once a second."""
    turns = count()

    def make(*meetings: Meeting) -> None:
        settings.SNAPSHOT_PATH = tmp_path / f"meetings-{next(turns)}.snapshot"
        publish(settings.SNAPSHOT_PATH, meetings)

    return make
