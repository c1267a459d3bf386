"""Django's password validators for this house; settings.AUTH_PASSWORD_VALIDATORS names them.

The list of breached passwords is the one Django ships (20,000 of the most seen in Have I Been
Pwned), read from disk: no password is sent anywhere, whole or in part.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from stepwell.domain.access.passwords import LONGEST, SHORTEST, core_of, normalized, why_easy
from stepwell.records.accounts.models import User

SHORTEST_LISTED = 5
"""Letters; in a long password of digits three letters are no word with digits put around it."""


class LengthRule:
    """Counted in characters, after normalization, as NIST says."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002
        length = len(normalized(password))
        if length < SHORTEST:
            raise ValidationError(
                _("A password needs at least %(least)d characters; this has %(length)d.")
                % {"least": SHORTEST, "length": length}
            )
        if length > LONGEST:
            raise ValidationError(
                _("A password has at most %(most)d characters.") % {"most": LONGEST}
            )

    def get_help_text(self) -> str:
        return _("%(least)d characters or more. Four words that don’t belong together do well.") % {
            "least": SHORTEST
        }


class BreachedRule(CommonPasswordValidator):
    """Refuses what is on the list, also with digits and signs put around it."""

    def validate(self, password: str, user: User | None = None) -> None:
        plain = normalized(password)
        super().validate(plain, user)
        core = core_of(plain, ())
        if len(core) >= SHORTEST_LISTED and core in self.passwords:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return _("This password is among those seen in break-ins elsewhere. Choose another one.")

    def get_help_text(self) -> str:
        return _("Not one that was seen in a break-in elsewhere.")


class EasyRule:
    """Refuses repetition, rows of keys, and names of this place or person with little besides."""

    def validate(self, password: str, user: User | None = None) -> None:
        words = f"stepwell {settings.PROGRAM_NAME}"
        if user is not None:
            words += f" {user.username} {user.name}"
        if why_easy(normalized(password), re.findall(r"\w+", words)):
            raise ValidationError(
                _("This password is one of the first that others would try. Choose another one.")
            )

    def get_help_text(self) -> str:
        return _("Not your name or the program’s, and nothing that repeats.")
