"""Wrong passwords, many of them, and those who only want to sign in."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from stepwell.actions.signing_in import (
    SignInRefused,
    Whence,
    check_name_and_password,
    prune_sign_in_tries,
)
from stepwell.domain.access.sign_in_delays import (
    FORGOTTEN_AFTER,
    KNOWN_FOR,
    LONGEST_DELAY,
    TRIES_BY_NAME,
    TRIES_BY_NETWORK,
)
from stepwell.domain.audit.origin import WEB
from stepwell.jobs import worker
from stepwell.records.accounts.models import SignInTries, User

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PASSWORD = "four words make one"
HERE, NEIGHBOR, ELSEWHERE = "198.51.100.7", "198.51.100.200", "203.0.113.9"


@pytest.fixture(autouse=True)
def abe(db: None) -> User:
    user = User(username="abe", name="Abe", is_administrator=True)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names whose passwords were looked at, which is the costly part."""
    names: list[str] = []
    check = User.check_password

    def noting(user: User, password: str | None) -> bool:
        names.append(user.username)
        return check(user, password)

    monkeypatch.setattr(User, "check_password", noting)
    return names


def attempt(
    name: str = "abe", password: str = "wrong", *, address: str = HERE, at: datetime = AT
) -> bool:
    try:
        check_name_and_password(name, password, whence=Whence(address, WEB), at=at)
    except SignInRefused:
        return False
    return True


def guess(times: int, *, address: str = HERE, at: datetime = AT) -> None:
    for _ in range(times):
        attempt(address=address, at=at)


def test_sign_in_mistyped_a_few_times_is_not_delayed() -> None:
    guess(TRIES_BY_NAME - 1)

    assert attempt(password=PASSWORD)


def test_sign_in_wrong_too_often_waits_and_then_may(looked_at: list[str]) -> None:
    guess(TRIES_BY_NAME + 3)

    assert len(looked_at) == TRIES_BY_NAME
    assert not attempt(password=PASSWORD, at=AT + SECOND)
    assert len(looked_at) == TRIES_BY_NAME
    assert attempt(password=PASSWORD, at=AT + 2 * SECOND)


def test_sign_in_name_is_slowed_from_everywhere_and_in_every_spelling() -> None:
    for number in range(TRIES_BY_NAME):
        attempt(" ABE "[number % 2 :], address=f"192.0.{number}.1")

    assert not attempt(password=PASSWORD, address=ELSEWHERE)


def test_sign_in_network_is_slowed_for_every_name() -> None:
    for number in range(TRIES_BY_NETWORK):
        attempt(f"name-{number}", address=f"198.51.100.{number}")

    assert not attempt(password=PASSWORD, address=NEIGHBOR)
    assert attempt(password=PASSWORD, address=ELSEWHERE)


def test_sign_in_where_one_always_does_is_not_held_up_by_others() -> None:
    attempt(password=PASSWORD)
    guess(50, address=ELSEWHERE)
    for number in range(TRIES_BY_NETWORK):
        attempt(f"name-{number}", address=NEIGHBOR)

    assert attempt(password=PASSWORD)


def test_sign_in_guessing_where_one_always_does_is_slowed(looked_at: list[str]) -> None:
    attempt(password=PASSWORD)
    guess(TRIES_BY_NAME + 3)

    assert len(looked_at) == 1 + TRIES_BY_NAME


def test_sign_in_delay_never_grows_beyond_a_quarter_hour() -> None:
    at = AT
    for _ in range(40):
        at += LONGEST_DELAY
        guess(1, at=at)

    assert SignInTries.objects.filter(tries__gte=40).count() == 2
    assert attempt(password=PASSWORD, at=at + LONGEST_DELAY)


def test_sign_in_starts_anew_after_a_right_password() -> None:
    guess(TRIES_BY_NAME - 1)
    attempt(password=PASSWORD)

    guess(TRIES_BY_NAME - 1)

    assert attempt(password=PASSWORD)
    assert attempt(password=PASSWORD, address=ELSEWHERE)


def test_sign_in_of_many_does_not_burden_their_network() -> None:
    for number in range(TRIES_BY_NETWORK):
        user = User(username=f"u{number}", name="U")
        user.set_password(PASSWORD)
        user.save()
        attempt(f"u{number}", PASSWORD)

    assert attempt(password=PASSWORD)


def test_sign_in_a_day_later_is_forgotten() -> None:
    guess(TRIES_BY_NAME)
    later = AT + FORGOTTEN_AFTER + SECOND

    guess(TRIES_BY_NAME - 1, at=later)

    assert attempt(password=PASSWORD, at=later)


def test_sign_in_tries_hold_neither_names_nor_addresses() -> None:
    attempt(password=PASSWORD)
    guess(1)

    # Nothing but digests and counts: a digest by itself may hold "abe" by chance.
    texts = [
        one for row in SignInTries.objects.values_list() for one in row if isinstance(one, str)
    ]
    assert texts
    assert all(re.fullmatch("[0-9a-f]{64}", text) for text in texts)


def test_prune_sign_in_tries_keeps_what_still_counts() -> None:
    attempt(password=PASSWORD)
    guess(1, address=ELSEWHERE)

    assert prune_sign_in_tries(at=AT + FORGOTTEN_AFTER) == 0
    assert prune_sign_in_tries(at=AT + FORGOTTEN_AFTER + SECOND) == 3
    assert SignInTries.objects.get().is_known
    assert prune_sign_in_tries(at=AT + KNOWN_FOR + SECOND) == 1


@pytest.mark.django_db(transaction=True)
def test_worker_lets_go_of_old_tries(settings: Any, tmp_path: Path) -> None:
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    guess(1, at=datetime.now(UTC) - FORGOTTEN_AFTER - SECOND)

    worker._round({})

    assert not SignInTries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_sign_in_many_at_once_get_no_more_tries(looked_at: list[str]) -> None:
    def one_of_many(number: int) -> None:
        try:
            attempt(address=f"192.0.{number % 3}.1")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one_of_many, range(24)))

    assert len(looked_at) == TRIES_BY_NAME


def test_sign_in_page_says_the_same_when_there_were_too_many_tries(client: Client) -> None:
    pages = []
    for _ in range(TRIES_BY_NAME + 1):
        answer = client.post("/sign-in/", {"username": "abe", "password": "wrong"})
        assert answer.status_code == 422
        pages.append(re.sub(r'"[^"]{20,}"|"X-CSRFToken": "[^"]+"', "", answer.content.decode()))

    refused = client.post("/sign-in/", {"username": "abe", "password": PASSWORD})

    assert refused.status_code == 422
    assert "wait a little and try again" in pages[0]
    assert len(set(pages)) == 1


def _keys() -> list[str]:
    return list(SignInTries.objects.values_list("key", flat=True))
