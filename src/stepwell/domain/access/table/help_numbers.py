"""A program's own help numbers, and what is due for checking."""

from __future__ import annotations

from collections.abc import Iterator

from stepwell.domain.access.policies import help_numbers
from stepwell.domain.access.table.row import HERE, Row


def rows() -> Iterator[Row]:
    section = "Help and facts"
    yield Row(
        section,
        "Keep the program’s own help numbers",
        lambda actor: help_numbers.can_keep_help_numbers(actor, HERE),
    )
    yield Row(
        section,
        "Confirm for the program that a fact still holds",
        lambda actor: help_numbers.can_confirm_facts(actor, HERE),
    )
    yield Row(section, "See which facts are due for checking", help_numbers.can_see_checks)
