"""The boolean twin of a check, so that a template asks the very rule that an action holds to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from stepwell.domain.access.denied import AccessDenied, NotFound

P = ParamSpec("P")


def twin_of(check: Callable[P, None]) -> Callable[P, bool]:
    """`can_x = twin_of(check_can_x)`: whether the check passes."""

    @wraps(check)
    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except (AccessDenied, NotFound):
            return False
        return True

    can.__name__ = check.__name__.removeprefix("check_")
    return can
