"""Every address names who may open it, and the login wall agrees."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

POLICIES = {"public", "administrator", "signed_in", "program", "staff", "member", "partner"}


def views(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        else:
            yield str(pattern.pattern), pattern.callback


ALL = list(views(get_resolver().url_patterns))


@pytest.mark.parametrize(("route", "view"), ALL, ids=[route or "(home)" for route, _ in ALL])
def test_every_url_has_a_policy(route: str, view: object) -> None:
    policy = getattr(view, "policy", None)

    assert policy in POLICIES, f"{route!r} names no policy: use web.shared.policies"
    assert getattr(view, "login_required", True) is (policy != "public")


def test_every_url_planted_view_without_policy_is_found() -> None:
    pattern = URLPattern(get_resolver().pattern, lambda request: None)

    ((_, view),) = views([pattern])

    assert getattr(view, "policy", None) not in POLICIES
