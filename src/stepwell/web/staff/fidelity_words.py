"""The words for ratings, who gives them and what they are of."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stepwell.domain.fidelity.kappa import Weights, WhyNone
from stepwell.domain.fidelity.raters import RaterRole
from stepwell.domain.fidelity.scales import Measure

ROLES: dict[RaterRole, Promise] = {
    RaterRole.SELF: _("Themselves"),
    RaterRole.SUPERVISOR: _("Supervisor"),
    RaterRole.INDEPENDENT: _("Independent rater"),
}
SUMMARIES: dict[str, Promise] = {
    "adherence": _("Adherence: how much of what belongs there was done"),
    "competence": _("Competence: how well it was done"),
    "proscribed": _("What doesn’t belong there: how much of it was seen"),
    "empathy": _("Empathy"),
}
SHORT: dict[str, Promise] = {
    "adherence": _("Adherence"),
    "competence": _("Competence"),
    "proscribed": _("What doesn’t belong there"),
    "empathy": _("Empathy"),
}
MEASURES: dict[Measure, Promise] = {
    Measure.EXTENT: _("How much"),
    Measure.SKILL: _("How well"),
    Measure.SEEN: _("Seen"),
    Measure.EMPATHY: _("Empathy"),
}
POINTS: dict[Measure, tuple[Promise, ...]] = {
    Measure.EXTENT: (
        _("Not at all"), _("A little"), _("Somewhat"), _("A good deal"), _("Throughout"),
    ),
    Measure.SKILL: (
        _("Needs much work"), _("Needs some work"), _("Sound"), _("Good"), _("Very good"),
    ),
    Measure.SEEN: (_("Not seen"), _("In passing"), _("More than that")),
    Measure.EMPATHY: (_("Very low"), _("Low"), _("Middling"), _("High"), _("Very high")),
}  # fmt: skip
"""In the order of the points of their scales."""
WEIGHTS: dict[Weights, Promise] = {
    Weights.QUADRATIC: _("Squared distances"),
    Weights.LINEAR: _("Plain distances"),
}
WHY_NONE: dict[WhyNone, Promise] = {
    WhyNone.FEW: _("Fewer than two sessions have two ratings."),
    WhyNone.CONSTANT: _(
        "Both always gave the same one point, so chance alone would agree as well."
    ),
}
