from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from signing_in import sign_in

Enter = Callable[..., Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_of_yesterday()


@pytest.fixture
def enter(cast: Cast) -> Enter:
    """A browser in which one of the cast is signed in: `enter("ben")`."""

    def open_browser(name: str, **options: bool) -> Client:
        browser, user = Client(), cast.user(name)
        if user is not None:
            kind = "staff" if user.is_staff_at(timezone.now()) else "member"
            sign_in(browser, user, kind=kind, **options)
        return browser

    return open_browser
