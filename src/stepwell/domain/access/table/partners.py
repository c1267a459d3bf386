"""The page of a significant other."""

from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.access.policies import partners
from stepwell.domain.access.table.row import Row


def rows() -> Iterator[Row]:
    yield Row(
        "Significant others",
        "Open their own page: tasks meant for them, by consent",
        partners.can_open_partner_page,
    )
