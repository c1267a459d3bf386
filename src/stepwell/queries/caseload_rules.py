"""The rules of flags, for pages. Nothing here is about a person."""

from __future__ import annotations

from stepwell.library.caseload import flag_rules
from stepwell.queries.protocols import published_versions

__all__ = ["course_slugs", "flag_kinds", "flag_rules"]


def flag_kinds() -> list[str]:
    return [one.kind for one in flag_rules()]


def course_slugs() -> list[str]:
    return [one.slug for one in published_versions()]
