"""How access is refused."""

from __future__ import annotations


class AccessDenied(Exception):
    """The message says what is needed and is fit to show the person refused.

    rule: a slug for the audit trail.
    """

    def __init__(self, message: str, *, rule: str = "not_allowed") -> None:
        super().__init__(message)
        self.rule = rule


class NotFound(Exception):
    """There is no such record, or it belongs to others: the same words for both."""

    def __init__(self) -> None:
        super().__init__("There is nothing here under that address. It may have been removed.")
