"""The numbers of the program in which the visitor is signed in, for the help pages."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from stepwell.domain.help.telephone import dialed
from stepwell.queries.help_numbers import help_numbers_of
from stepwell.web.shared.policies import actor_of

LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """In one language. dialed, texted: for links."""

    name: str
    hours: str
    phone: str
    dialed: str
    text: str
    texted: str


def own_help_numbers(request: HttpRequest, language: str) -> list[OwnNumber]:
    """None for visitors without a session, for whom no session and no database is read.

    An emergency page shows even where the database is down, then without these numbers.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return []
    try:
        if not request.user.is_authenticated:
            return []
        return [
            OwnNumber(
                name=(one.name_es if language == "es" else "") or one.name,
                hours=(one.hours_es if language == "es" else "") or one.hours,
                phone=one.phone,
                dialed=dialed(one.phone),
                text=one.text,
                texted=dialed(one.text) if one.text else "",
            )
            for one in help_numbers_of(actor_of(request))
        ]
    except DatabaseError:
        LOGGER.exception("The help page shows without the program's numbers.")
        return []
