"""A type of event and its redaction rule; one cannot be made without the other."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from stepwell.domain.audit.refusal import RedactionRefused
from stepwell.domain.audit.rules import Rule

_NAME = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)?", re.ASCII)
LONGEST_DETAILS = 4000


class EventType:
    """details: what an event of this type may carry. reasons: the codes of why, if it is asked."""

    __slots__ = ("details", "name", "needs_reason", "needs_record", "reasons")

    def __init__(
        self,
        name: str,
        details: Mapping[str, Rule],
        *,
        reasons: tuple[str, ...] = (),
        needs_record: bool = False,
        needs_reason: bool = False,
    ) -> None:
        if not _NAME.fullmatch(name) or len(name) > 40:
            raise TypeError(f"{name!r} is no name of an event type; write it as in record.viewed.")
        if not isinstance(details, Mapping):
            raise TypeError(f"{name} names no redaction rule; write {{}} if it carries nothing.")
        for key, rule in details.items():
            if not isinstance(rule, Rule):
                raise TypeError(f"The detail {key!r} of {name} has no rule.")
        if needs_reason and not reasons:
            raise TypeError(f"{name} needs a reason but names none that may be given.")
        self.name = name
        self.details: Mapping[str, Rule] = MappingProxyType(dict(details))
        self.reasons = frozenset(reasons)
        self.needs_record = needs_record
        self.needs_reason = needs_reason

    def __repr__(self) -> str:
        return f"EventType({self.name!r})"

    def check_reason(self, reason: str) -> None:
        if not reason and self.needs_reason:
            raise RedactionRefused(f"{self.name} needs a reason: {self._known_reasons()}.")
        if reason and reason not in self.reasons:
            raise RedactionRefused(
                f"The reason of {self.name} must be a code: {self._known_reasons()}."
            )

    def checked_details(self, details: Mapping[str, object]) -> str:
        """The details as the JSON that is stored and hashed: sorted, ASCII, no spaces.

        Raises:
            RedactionRefused: a detail is unknown or outside its rule.
        """
        for key, value in details.items():
            rule = self.details.get(key)
            if rule is None:
                allowed = ", ".join(sorted(self.details)) or "none"
                raise RedactionRefused(
                    f"{self.name} may not carry the detail {key!r}. Allowed: {allowed}."
                )
            if refusal := rule.refusal(value):
                raise RedactionRefused(f"The detail {key!r} of {self.name} {refusal}.")
        text = json.dumps(dict(details), sort_keys=True, separators=(",", ":"))
        if len(text) > LONGEST_DETAILS:
            raise RedactionRefused(f"The details of {self.name} are too long ({len(text):,}).")
        return text

    def _known_reasons(self) -> str:
        return ", ".join(sorted(self.reasons)) or "none is asked for"
