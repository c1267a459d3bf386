"""One thing that keeps a form from being signed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ElementProblem:
    """element: a slug, the name of the field. words: what to do. source: the rule, or "design"."""

    element: str
    words: str
    source: str
