"""How sessions were held: who rates it and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import fidelity
from stepwell.domain.access.policies.fidelity import CounselorFacts
from stepwell.domain.access.table.row import HERE, THEIRS, Row

SECTION = "Fidelity"
WHOSE = {
    "their own": CounselorFacts(HERE, is_own=True, is_led=True, shares_team=True),
    "of a team they lead": CounselorFacts(HERE, is_led=True, shares_team=True),
    "of a team they are in": CounselorFacts(HERE, shares_team=True),
    "drawn for them": CounselorFacts(HERE, is_drawn=True),
    "of others": CounselorFacts(HERE),
    "of another program": CounselorFacts(THEIRS, is_led=True, is_drawn=True),
}
DEEDS: dict[str, Callable[[Actor, CounselorFacts], bool]] = {
    "Tick prompts about a session": fidelity.can_tick_own,
    "Rate a session as a supervisor": fidelity.can_rate_as_supervisor,
    "Rate a session independently": fidelity.can_rate_independently,
    "Open a session for rating": fidelity.can_open_rated,
    "Draw sessions to be rated": fidelity.can_draw_sessions,
    "See figures of a counselor": fidelity.can_see_figures,
    "Read and write supervision notes": fidelity.can_supervise,
}


def rows() -> Iterator[Row]:
    yield Row(SECTION, "Open the fidelity pages", fidelity.can_open_fidelity)
    yield Row(SECTION, "See how far raters agree", fidelity.can_see_agreement)
    for deed, may in DEEDS.items():
        for whose, facts in WHOSE.items():
            yield Row(SECTION, f"{deed}, {whose}", _asked(may, facts))


def _asked(
    may: Callable[[Actor, CounselorFacts], bool], facts: CounselorFacts
) -> Callable[[Actor], bool]:
    return lambda actor: may(actor, facts)
