from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from integration.access.world import World, build_world
from stepwell.records.accounts.models import UserSession


@pytest.fixture(scope="module")
def shared_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Built once for a file of tests; each test runs in a savepoint of its own above it."""
    folder = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(SNAPSHOT_PATH=folder / "meetings.snapshot"):
            world = build_world(folder)
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(shared_world: World, db: None, settings: Any, tmp_path: Path) -> World:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    # However long the tests before this one took, everyone has just been here.
    settings.CONFIRMED_FOR = timedelta(days=1)
    UserSession.objects.filter(ended_at=None).update(last_seen_at=timezone.now())
    shutil.copy(shared_world.folder / "meetings.snapshot", settings.SNAPSHOT_PATH)
    return replace(shared_world, cookies=dict(shared_world.cookies))
