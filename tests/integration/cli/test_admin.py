"""`stepwell admin`: passwords are typed or piped, and every refusal is a sentence."""

from __future__ import annotations

import getpass
import io
import json
import warnings

import pytest
from django.test import Client

from stepwell.cli.main import main
from stepwell.records.accounts.models import User

pytestmark = pytest.mark.django_db

FIRST, SECOND = "the first long phrase", "the second long phrase"


@pytest.fixture
def abe() -> User:
    user = User(username="abe", name="Abe", is_administrator=True)
    user.set_password(FIRST)
    user.save()
    return user


def pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_password_from_standard_input_takes_the_place_of_the_old(
    abe: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pipe(monkeypatch, f"{SECOND}\n")

    assert main(["admin", "password", "ABE", "--password-stdin", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {"id": str(abe.pk), "name": "Abe"}
    abe.refresh_from_db()
    assert abe.check_password(SECOND)
    assert not abe.check_password(FIRST)


def test_password_change_ends_open_sessions(
    abe: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(abe)
    assert client.get("/staff/").status_code == 200
    pipe(monkeypatch, f"{SECOND}\n")

    main(["admin", "password", "abe", "--password-stdin"])

    assert client.get("/staff/").status_code == 302


def test_password_typed_differently_changes_nothing(
    abe: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([SECOND, "something else entirely"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))

    assert main(["admin", "password", "abe"]) == 1

    assert "differ; nothing was changed" in capsys.readouterr().err
    abe.refresh_from_db()
    assert abe.check_password(FIRST)


@pytest.mark.parametrize(
    ("username", "password", "hint"),
    [
        ("nobody", SECOND, "Nobody signs in as 'nobody'"),
        ("abe", "short", "at least 15"),
        ("abe", "", "at least 15"),
    ],
)
def test_password_refusals(
    username: str,
    password: str,
    hint: str,
    abe: User,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pipe(monkeypatch, f"{password}\n")

    assert main(["admin", "password", username, "--password-stdin"]) == 1

    assert hint in capsys.readouterr().err
    abe.refresh_from_db()
    assert abe.check_password(FIRST)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["a" * 65], "A sign-in name has at most 64 characters; this one has 65"),
        (["abe", "--name", "A" * 121], "A name has at most 120 characters; this one has 121"),
    ],
)
def test_create_name_that_is_too_long_is_refused(
    words: list[str],
    hint: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    pipe(monkeypatch, f"{FIRST}\n")

    assert main(["admin", "create", *words, "--password-stdin"]) == 1

    assert hint in capsys.readouterr().err
    assert User.objects.count() == 0


@pytest.mark.parametrize("command", ["create", "password"])
def test_password_is_not_read_where_it_would_be_shown(
    command: str, abe: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_terminal(_: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, 2)
        return SECOND

    monkeypatch.setattr("getpass.getpass", without_terminal)

    assert main(["admin", command, "abe"]) == 1

    assert "--password-stdin" in capsys.readouterr().err


def test_password_cannot_be_an_argument(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["admin", "password", "abe", SECOND])

    assert "unrecognized arguments" in capsys.readouterr().err
