from __future__ import annotations

from collections.abc import Iterator

import pytest

from unit.carried.phone import Phone, a_phone


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with a_phone() as one:
        yield one
