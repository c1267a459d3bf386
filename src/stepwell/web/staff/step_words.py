"""The words around the texts of the twelve steps."""

from __future__ import annotations

from django.utils.translation import gettext as _


def step_heading(name: str) -> str:
    """Of a list of items."""
    return {
        "practices": _("What it trains"),
        "questions": _("Questions"),
        "readings": _("How it can be read"),
        "cautions": _("Take care"),
        "scripts": _("A sponsor: how to ask"),
        "notices": _("Said beside the steps"),
        "objects": _("What a step is about, by fellowship"),
    }[name]
