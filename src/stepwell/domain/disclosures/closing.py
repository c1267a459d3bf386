"""A program that closes: from which day it takes nobody in, and what is left to do.

Source: 42 CFR 2.19 [K]; `peers.md` P20. Counsel must confirm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


class ProgramClosed(Exception):
    """The program takes in nobody any more; fit to show whoever tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    closes_on: date
    is_taken_over: bool
    holder: str
    told_on: date | None = None
    sealed_on: date | None = None
    keep_until: date | None = None
    destroyed_on: date | None = None


def check_takes_new_clients(closing: Closing | None, *, today: date) -> None:
    """
    Raises:
        ProgramClosed: the day of closing has come.
    """
    if closing is not None and today >= closing.closes_on:
        raise ProgramClosed(
            f"This program closed on {closing.closes_on:%B %-d, %Y} and takes in nobody. "
            f"Its records are held by {closing.holder}."
        )


def left_to_do(closing: Closing) -> Iterator[str]:
    """In the order to do it."""
    if closing.told_on is None:
        yield "Tell every client that the program closes and who will hold their record."
    if closing.is_taken_over:
        yield "Ask each client for consent before their record goes to the program that takes over."
    if closing.sealed_on is None:
        yield "Seal the records that nobody takes over: an encrypted backup, its key kept apart."
    if closing.keep_until is None:
        yield "Write down until when the law makes you keep them; ask the program’s lawyer."
    elif closing.destroyed_on is None:
        yield f"Destroy them after {closing.keep_until:%B %-d, %Y}, and write down when."
