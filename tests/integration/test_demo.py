"""The demo's administrator: the password that is told is the one that works."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.test import Client

from stepwell.actions import demo
from stepwell.actions.accounts import change_password
from stepwell.actions.demo import load_demo, random_password
from stepwell.cli.serve import _prepare_demo
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.demo import cast
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


def test_demo_cast_sign_in_with_the_one_password_that_is_told(password_file: Path) -> None:
    report = load_demo()

    for one in cast.PEOPLE:
        assert User.objects.get(username=one.username).check_password(report.cast_password)

    password_file.unlink()
    again = load_demo()
    assert again.cast_password != report.cast_password
    assert User.objects.get(username="ben").check_password(again.cast_password)


def test_demo_cast_password_is_told_where_the_administrator_has_another(
    password_file: Path,
) -> None:
    first = load_demo()
    change_password("abe", "another long phrase", by=COMMAND_LINE)

    assert load_demo().cast_password == first.password


def test_demo_says_who_is_who_on_the_console(
    capsys: pytest.CaptureFixture[str], password_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stepwell.cli.database.migrate", lambda **_: None)
    _prepare_demo()

    said = capsys.readouterr().out
    assert f"'abe' with the password {password_file.read_text()!r}" in said
    assert "ben   counselor of Ana, Harbor House" in said
    assert "pat   member, without a program" in said


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_alone_says_who_is_who_on_the_page(
    is_demo: bool, client: Client, settings: Any
) -> None:
    settings.DEMO = is_demo

    page = client.get("/sign-in/").content.decode()

    assert ("counselor of Ana, Harbor House" in page) is is_demo
