"""Lucide icons as inline SVG. `lucide.json` maps a name to the drawing inside its `<svg>`."""

import json
from functools import cache
from importlib.resources import files

from django.utils.safestring import SafeString


class UnknownIcon(ValueError):
    """Raised for an icon name that is not vendored."""


@cache
def drawings() -> dict[str, str]:
    """Every vendored icon: name -> SVG elements on a 24 x 24 grid."""
    text = files(__package__).joinpath("lucide.json").read_text(encoding="utf-8")
    decoded: dict[str, str] = json.loads(text)
    return decoded


def check_icon(name: str) -> None:
    if name not in drawings():
        raise UnknownIcon(
            f"There is no icon named {name!r}. Use one of those in web/shared/icons/lucide.json, "
            "or add it there from lucide-static and list it in static/vendor/manifest.json."
        )


@cache
def icon_svg(name: str, classes: str = "") -> SafeString:
    """The icon as markup, hidden from screen readers: the words beside it carry the meaning."""
    check_icon(name)
    css = f"i {classes}" if classes else "i"
    return SafeString(
        f'<svg class="{css}" viewBox="0 0 24 24" aria-hidden="true">{drawings()[name]}</svg>'
    )
