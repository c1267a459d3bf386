from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from integration.encryption.models import Guest
from stepwell.records.encryption.key_files import create_keys
from stepwell.records.encryption.keyring import KeyRing


@pytest.fixture(scope="session")
def _guests_table(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Guest)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Guest)


@pytest.fixture
def guests(_guests_table: None, db: None) -> type[Guest]:
    return Guest


@pytest.fixture(autouse=True)
def keys_file(settings: Any, tmp_path: Path) -> Path:
    """Keys of this test alone."""
    path = tmp_path / "field-keys"
    create_keys(path, KeyRing.make(made_on=date(2026, 11, 27)))
    settings.ENCRYPTION_KEYS_FILE = path
    return path
