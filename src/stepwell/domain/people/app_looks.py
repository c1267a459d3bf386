"""What the app is called and what its icon shows on someone's phone: their own choice.

Both stand on the home screen, where anybody looks, so neither may say what the app is for.
"""

from __future__ import annotations

from dataclasses import dataclass

from stepwell.domain.people.neutral_words import telling_word

ICONS = ("steps", "page", "days", "sun")
"""Each is drawn in web/static/icons/app; the first is the one of whoever chose none."""
LONGEST_NAME = 20
"""Characters; phones cut off what is longer. Source: basis design."""


class AppLookRefused(ValueError):
    """Raised with words for the person who chose."""


@dataclass(frozen=True, slots=True)
class AppLook:
    """name: "" for the one the program gave."""

    name: str = ""
    icon: str = ICONS[0]


def chosen_look(name: str, icon: str) -> AppLook:
    """
    Raises:
        AppLookRefused: it is too long, says what the app is for, or there is no such icon.
    """
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise AppLookRefused(f"A name of at most {LONGEST_NAME} characters fits under an icon.")
    if not name.isprintable():
        raise AppLookRefused("That name has signs in it that a phone does not show.")
    if told := telling_word(name):
        raise AppLookRefused(
            f"“{told}” would tell whoever sees your phone what this is for. Choose a plain word."
        )
    if icon not in ICONS:
        raise AppLookRefused("Choose one of the icons that are shown.")
    return AppLook(name, icon)
