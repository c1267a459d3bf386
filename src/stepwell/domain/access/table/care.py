"""Inquiries, and a client's care."""

from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.access.policies import care
from stepwell.domain.access.table.clients import of_each_client
from stepwell.domain.access.table.row import Row


def rows() -> Iterator[Row]:
    yield Row("Inquiries", "Write down an inquiry or a referral", care.can_receive_referral)
    yield Row("Sessions", "Open the list, within what they may see", care.can_list_sessions)
    yield from of_each_client(
        {
            "See that someone asked, and how it stands": care.can_see_referral,
            "See the care someone has": care.can_see_care,
            "Work on the care someone has, and hold a session": care.can_change_care,
        }
    )
