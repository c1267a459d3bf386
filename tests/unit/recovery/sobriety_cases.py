"""Dates and uses, with the codes of what makes no sense in them."""

from __future__ import annotations

from typing import Any

OWN = "0190a1b2-0000-7000-8000-000000000001"
DATE = {"fellowship": "aa", "definition": "fellowship", "first_on": "2026-01-31", "unit": "sober"}
USE = {"on": "2026-02-01", "what": "alcohol"}
BAD: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("date", {"first_on": "1899-12-31"}, ("too_early",)),
    ("date", {"ended_on": "2026-01-30"}, ("ends_before_it_begins",)),
    ("date", {"fellowship": "zz"}, ("unknown_fellowship",)),
    ("date", {"fellowship": "al-anon"}, ("no_date_here",)),
    ("date", {"fellowship": "eda"}, ("no_day_count",)),
    ("date", {"definition": "milestone", "words": "lunch"}, ("no_milestones_here",)),
    ("date", {"fellowship": "eda", "definition": "milestone"}, ("needs_words",)),
    (
        "date",
        {"fellowship": "eda", "definition": "milestone", "words": "x", "ended_on": "2026-02-01"},
        ("milestone_has_only_its_day",),
    ),
    ("date", {"fellowship": "saa"}, ("no_fellowship_rule",)),
    ("date", {"fellowship": None}, ("no_fellowship_rule",)),
    ("date", {"definition": "wider"}, ("no_wider_rule",)),
    ("date", {"fellowship": None, "definition": "wider"}, ("no_wider_rule",)),
    ("date", {"definition": OWN, "words": " \n"}, ("needs_words",)),
    ("date", {"counts": ["alcohol"]}, ("counts_only_own",)),
    ("date", {"definition": OWN, "counts": ["tea"]}, ("unknown_slug",)),
    ("date", {"definition": OWN, "counts": ["own_line"]}, ("unknown_slug",)),
    ("use", {"on": "0001-01-01"}, ("too_early",)),
    ("use", {"what": "tea"}, ("unknown_slug",)),
    ("use", {"what": "own_line"}, ("needs_definition",)),
    ("use", {"of": [OWN]}, ("of_only_own_line",)),
    ("use", {"as_prescribed": True}, ("not_prescribable",)),
    ("use", {"what": "bet", "as_prescribed": True}, ("not_prescribable",)),
    ("use", {"again_on": "2026-01-31"}, ("again_before",)),
    (
        "date",
        {"first_on": "1200-01-01", "ended_on": "1100-01-01", "fellowship": "zz", "counts": ["tea"]},
        (
            "too_early",
            "ends_before_it_begins",
            "unknown_fellowship",
            "counts_only_own",
            "unknown_slug",
        ),
    ),
]
GOOD = [
    ("date", {}),
    ("date", {"ended_on": "2026-01-31"}),
    ("date", {"fellowship": "ma", "definition": "wider"}),
    ("date", {"definition": OWN, "counts": ["alcohol", "bet"]}),
    ("date", {"fellowship": None, "definition": OWN, "words": "no pills"}),
    ("date", {"fellowship": "eda", "definition": "milestone", "words": "lunch"}),
    ("use", {}),
    ("use", {"what": "sedatives", "as_prescribed": True}),
    ("use", {"what": "own_line", "of": [OWN], "again_on": "2026-02-01"}),
]
