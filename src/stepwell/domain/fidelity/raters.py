"""Who rates. What one kind of rater says is never put into one figure with what another says.

Source: Peavy et al. 2014 (S73): scores of therapists, supervisors and outside raters differ; those
from outside are the strictest and the most reliable, those about oneself the least reliable. Of
oneself only prompts are ticked, and that is never called fidelity.
"""

from __future__ import annotations

from enum import StrEnum


class RaterRole(StrEnum):
    SELF = "self"
    SUPERVISOR = "supervisor"
    INDEPENDENT = "independent"


RATING = (RaterRole.SUPERVISOR, RaterRole.INDEPENDENT)
"""Those who rate by the scales. Whoever held the session ticks prompts instead."""
