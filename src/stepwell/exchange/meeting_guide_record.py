"""One source row under canonical field names, with what was mended in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from stepwell.domain.meetings.personal_contact import mask_contacts
from stepwell.exchange.outcomes import FeedWarning
from stepwell.exchange.plain_text import has_markup, one_line, paragraphs, strip_markup

LONGEST_OLD_VALUE = 120
LONGEST_TEXT = 10_000  # characters of one field; the longest met in stored feeds has 963
LABELS = frozenset({"name", "group", "location", "formatted_address", "address", "approximate"})
"""Fields of names and addresses, whose numbers are seldom telephones."""


class RowRejected(Exception):
    """This row cannot be listed. reason: stable code; the message is for its source."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Record:
    """Reads fields as plain text and notes a warning for whatever it mends."""

    def __init__(
        self,
        fields: Mapping[str, object],
        *,
        phone_region: str = "US",
        keep_contacts: bool = False,
        is_table: bool = False,
    ) -> None:
        self._fields = fields
        self.is_table = is_table  # words for days, 12-hour times, one string of types are usual
        self._phone_region = phone_region
        self._keep_contacts = keep_contacts
        self.join_digits = ""  # digits of the link and dial-in code: they stay in notes
        self.warnings: list[FeedWarning] = []

    def raw(self, field: str) -> object:
        """The value as it came; None where the row has none."""
        return self._fields.get(field)

    def has(self, field: str) -> bool:
        return self.raw(field) not in (None, "", [], {})

    def warn(self, code: str, field: str, old: object, action: str) -> None:
        """Note what was mended; contact details never get into a warning."""
        shown = as_text(old)[:LONGEST_TEXT]
        if not self._keep_contacts:
            is_label = field in LABELS
            shown = mask_contacts(shown, region=self._phone_region, is_label=is_label).text
        self.warnings.append(FeedWarning(code, field, one_line(shown)[:LONGEST_OLD_VALUE], action))

    def line(self, field: str) -> str:
        """A field on one line, without markup."""
        return one_line(self._without_markup(field))

    def label(self, field: str) -> str:
        """A name or address on one line, without markup and contacts of people."""
        return one_line(self._without_contacts(field, is_label=True))

    def prose(self, field: str, about_joining: bool = False) -> str:
        """A field of several lines, without markup and contacts of people."""
        return paragraphs(self._without_contacts(field, about_joining=about_joining))

    def words(self, field: str) -> list[str]:
        """A list field whatever its form: a list, one string, nulls inside."""
        value = self.raw(field)
        values = value if isinstance(value, list) else [value]
        texts = [as_text(item)[:LONGEST_TEXT] for item in values if item is not None]
        return [strip_markup(text) for text in texts if text.strip()]

    def _without_markup(self, field: str) -> str:
        text = as_text(self.raw(field))
        if len(text) > LONGEST_TEXT:
            self.warn("text_shortened", field, "", f"cut to {LONGEST_TEXT} characters")
            text = text[:LONGEST_TEXT]
        if not has_markup(text):
            return text
        stripped = strip_markup(text)
        self.warn("html_removed", field, text, "tags and entities turned into plain text")
        return stripped

    def _without_contacts(
        self, field: str, *, about_joining: bool = False, is_label: bool = False
    ) -> str:
        text = self._without_markup(field)
        if self._keep_contacts:
            return text
        masked = mask_contacts(
            text,
            region=self._phone_region,
            keep_digits=self.join_digits,
            about_joining=about_joining,
            is_label=is_label,
        )
        if masked.emails:
            self.warn("email_removed", field, "", f"{masked.emails} e-mail address(es) taken out")
        if masked.phones:
            self.warn("phone_removed", field, "", f"{masked.phones} phone number(s) taken out")
        return masked.text


def as_text(value: object) -> str:
    """Any JSON value as text: nothing for null, no ".0" after whole numbers."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(as_text(item) for item in value)
    return str(value)


def is_yes(value: object) -> bool | None:
    """Whether a flag is set, in the forms flags come in; None where it says neither."""
    text = as_text(value).strip().casefold()
    if text in ("1", "yes", "true", "y", "t", "on", "sí", "si", "oui"):
        return True
    if text in ("0", "-1", "no", "false", "n", "f", "off", "non"):
        return False
    return None


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)
