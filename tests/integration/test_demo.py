"""The demo's administrator: the password that is told is the one that works."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password

from stepwell.actions import demo
from stepwell.actions.accounts import change_password
from stepwell.actions.demo import load_demo, random_password
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password_file(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(demo, "sample_feeds", lambda: iter(()))
    return tmp_path / "demo-administrator"


def works(password: str) -> bool:
    return User.objects.get(username="abe").check_password(password)


def test_demo_password_is_told_again_and_kept_private(password_file: Path) -> None:
    first = load_demo()

    assert load_demo().password == first.password == password_file.read_text()
    assert works(first.password)
    assert stat.S_IMODE(password_file.stat().st_mode) == 0o600


def test_demo_password_passes_the_rules_whatever_chance_makes_of_it() -> None:
    for _ in range(2000):
        validate_password(random_password(), User(username="abe", name="Abe"))


@pytest.mark.parametrize("left", [None, ""], ids=["gone", "empty"])
def test_demo_password_of_a_new_file_works(left: str | None, password_file: Path) -> None:
    first = load_demo().password
    password_file.unlink()
    if left is not None:
        password_file.write_text(left)

    second = load_demo().password

    assert second != first
    assert works(second)


def test_demo_password_that_was_changed_is_not_told(password_file: Path) -> None:
    load_demo()
    change_password("abe", "another long phrase", by=COMMAND_LINE)

    assert load_demo().password == ""
    assert works("another long phrase")
