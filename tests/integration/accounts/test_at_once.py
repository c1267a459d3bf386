"""What works once works once also for two who try at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connections

from signing_in import create_person
from stepwell.actions.access_links import (
    LinkRefused,
    digest_of_token,
    make_access_link,
    use_link_with_password,
)
from stepwell.actions.credentials import CredentialRefused, remove_passkey
from stepwell.actions.one_time_codes import (
    new_app_secret,
    new_recovery_sheet,
    use_app_code,
    use_recovery_code,
)
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.audit.origin import WEB
from stepwell.records.accounts.models import FactorSecret
from stepwell.records.identifiers import new_id

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 11, 24, 12, 0, 10, tzinfo=UTC)


def at_once(attempts: list[Callable[[], bool]]) -> int:
    """How many of them succeeded."""

    def one(attempt: Callable[[], bool]) -> bool:
        try:
            return attempt()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return sum(pool.map(one, attempts))


def test_app_code_is_taken_once() -> None:
    ben = create_person("ben")
    secret_id = new_app_secret(str(ben.pk))
    Authenticator.objects.create(user=ben, type="totp", data={"secret": secret_id})
    secret = FactorSecret.objects.get(user=ben).value
    code = format_hotp_value(hotp_value(secret, int(AT.timestamp()) // 30))

    assert at_once([lambda: use_app_code(ben, code, at=AT)] * 6) == 1


def test_recovery_code_is_taken_once() -> None:
    ben = create_person("ben")
    code = new_recovery_sheet(ben)[4]

    assert at_once([lambda: use_recovery_code(ben.pk, code, at=AT)] * 6) == 1


def test_link_lets_one_in() -> None:
    create_person("ben")
    digest = digest_of_token(make_access_link("ben", by=COMMAND_LINE, at=AT))

    def use() -> bool:
        try:
            use_link_with_password(digest, "seven mittens quarry lantern", origin=WEB, at=AT)
        except LinkRefused:
            return False
        return True

    assert at_once([use] * 4) == 1


def test_last_way_to_sign_in_is_not_removed_by_two_at_once() -> None:
    pat = create_person("pat", password=None)
    ids = [new_id(), new_id()]
    for one in ids:
        Authenticator.objects.create(
            user=pat, type="webauthn", data={"public_id": str(one), "name": "x"}
        )

    def remove(one: object) -> bool:
        try:
            remove_passkey(one, by=pat.as_actor(), at=AT)  # type: ignore[arg-type]
        except CredentialRefused:
            return False
        return True

    assert at_once([lambda one=one: remove(one) for one in ids]) == 1  # type: ignore[misc]
    assert Authenticator.objects.filter(user=pat).count() == 1
