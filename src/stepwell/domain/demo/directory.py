"""The sample directory of the demo program Harbor House: invented meetings in real towns.

It goes the way of any feed, as Meeting Guide rows, so that the demo shows what a program
will see with its own. The same seed gives the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from stepwell.domain.demo.groups import group_rows
from stepwell.domain.demo.oddities import faulty_rows, odd_rows
from stepwell.domain.demo.online import online_rows
from stepwell.domain.demo.plans import PLANS
from stepwell.domain.demo.rows import Row

SEED = 20261125
HOME_ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class SampleFeed:
    """rows: JSON-ready Meeting Guide objects."""

    slug: str
    name: str
    fellowship: str
    default_timezone: str
    rows: tuple[Row, ...] = field(repr=False)


def sample_feeds(seed: int = SEED) -> tuple[SampleFeed, ...]:
    """One feed per fellowship in Connecticut and one of online groups, about 1,200
    meetings in all."""
    feeds = []
    for plan in PLANS:
        rows = group_rows(seed, plan)
        if plan.fellowship == "aa":
            rows = (*odd_rows(seed), *rows, *faulty_rows(seed))
        feeds.append(SampleFeed(plan.slug, plan.name, plan.fellowship, HOME_ZONE, rows))
    online = SampleFeed(
        "sample-aa-online", "AA online (sample)", "aa", HOME_ZONE, online_rows(seed)
    )
    return (*feeds, online)
