"""What kind of thing a field about a person is. The class decides what may be done with it."""

from __future__ import annotations

from enum import StrEnum


class FieldClass(StrEnum):
    """identifying: tells who the person is, or how to reach them. clinical: what they came about.
    operational: what the software and the desk need to run. public: fit for anyone.
    """

    IDENTIFYING = "identifying"
    CLINICAL = "clinical"
    OPERATIONAL = "operational"
    PUBLIC = "public"


PRIVATE = frozenset({FieldClass.IDENTIFYING, FieldClass.CLINICAL})
"""Never in logs, labels or demo dumps; erased with the person."""
