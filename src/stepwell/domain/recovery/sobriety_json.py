"""The rules as the phone gets them, so that it counts with no network by the same data."""

from __future__ import annotations

from typing import Any

from stepwell.domain.recovery.sobriety_rules import FellowshipRule, SobrietyRules


def rules_for_phone(rules: SobrietyRules) -> dict[str, Any]:
    """JSON-ready. Groups are resolved; basis and source stay here, for those who review them."""
    return {
        "fellowships": {slug: _rule(one, rules) for slug, one in rules.fellowships.items()},
        "substances": {
            slug: {"name": one.name, "can_be_prescribed": one.can_be_prescribed}
            for slug, one in rules.substances.items()
        },
        "behaviors": dict(rules.behaviors),
        "milestones": {
            "days": list(rules.milestones.days),
            "months": list(rules.milestones.months),
        },
    }


def _rule(rule: FellowshipRule, rules: SobrietyRules) -> dict[str, Any]:
    return {
        "model": rule.model,
        "resets": sorted(rules.expand(rule.resets)),
        "wider": sorted(rules.expand(rule.wider.resets)) if rule.wider else None,
        "units": list(rule.units.words) if rule.units else [],
        "day_count": rule.day_count.shown if rule.day_count else "shown",
    }
