"""The demo program's own help numbers, put there by those who keep them."""

from __future__ import annotations

from datetime import datetime

from stepwell.actions.help_numbers import HelpNumberValues, add_help_number, confirm_help_number
from stepwell.domain.access.actor import Actor
from stepwell.domain.demo import cast


def load_help_numbers(*, by: Actor, at: datetime) -> None:
    """by: an administrator of the program."""
    for number, one in enumerate(cast.HELP_NUMBERS):
        added = add_help_number(
            HelpNumberValues(one.name, one.phone, one.hours, one.name_es, one.hours_es),
            by=by,
            at=at,
        )
        if number == 0:
            confirm_help_number(added, by=by, at=at)
