"""The cast, and a ledger of its own for every test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cast import Cast, build_cast


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "own-data"
    settings.DATA_DIR.mkdir()
    settings.BACKUP_DIR = tmp_path / "backups"


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast()
