"""Where someone stands with each of their dates, told from all that they wrote down.

Nothing is kept but what the person said (`bodies_sobriety`); runs, totals and milestones are told
anew each time, so the order of writing down cannot matter and nothing can be overwritten. The
phone's twin is `web/static/app/sobriety.js`; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from stepwell.domain.recovery.sobriety_history import history_of
from stepwell.domain.recovery.sobriety_lines import Line, lines_of, ruling
from stepwell.domain.recovery.sobriety_milestones import milestones_reached, next_milestone
from stepwell.domain.recovery.sobriety_rules import Milestones, SobrietyRules
from stepwell.domain.recovery.sobriety_runs import Run, runs_of, unknown_days
from stepwell.domain.recovery.sobriety_values import Entry, KeptRun, Standing, Told, Used


def tell(entries: Iterable[Entry], rules: SobrietyRules, on: date) -> Told:
    """As of the day `on`, in the person's own time zone.

    Args:
        entries: versions of records of kind `date` and `use`, in any order.
    """
    history = history_of(entries, rules)
    lines = lines_of(history.dates, rules)
    return Told(
        lines=tuple(_standing(line, history.uses, rules.milestones, on) for line in lines),
        rulings=tuple(ruling(used, line) for used in history.uses for line in lines),
        milestones=history.milestones,
        corrected=history.corrected,
        not_understood=history.not_understood,
    )


def _standing(line: Line, uses: Sequence[Used], kinds: Milestones, on: date) -> Standing:
    ending = [one for one in uses if ruling(one, line).ends and one.body.on <= on]
    starts, days = _starts(line, ending), _days_of_use(ending)
    runs = runs_of(starts, days, on)
    last = runs[-1] if runs and runs[-1].until is None else None
    body, unknown = line.dates[-1].body, unknown_days(runs, days, on)
    return Standing(
        fellowship=line.fellowship,
        definition=line.definition,
        unit=body.unit,
        words=body.words,
        shows_count=body.shows_count,
        runs=tuple(_kept(run, line, ending, kinds, on) for run in runs),
        current_days=last.days if last else None,
        longest_days=max((run.days for run in runs), default=0),
        total_days=sum(run.days for run in runs),
        use_days=tuple(sorted(days)),
        unknown=unknown,
        unknown_days=sum((one.until - one.first_on).days for one in unknown),
        next=next_milestone(last.first_on, on, kinds) if last else None,
        upcoming=min((day for day in starts if day > on), default=None),
    )


def _starts(line: Line, ending: Iterable[Used]) -> dict[date, date | None]:
    """The first days, with the day on which each ended by the person's own word. Of two words about
    one day, the one that goes on longer holds: a use would be told as a use."""
    starts: dict[date, date | None] = {}
    for dated in line.dates:
        day, ended_on = dated.body.first_on, dated.body.ended_on
        before = starts.get(day, ended_on)
        starts[day] = max(before, ended_on) if before and ended_on else None
    return starts | {one.body.again_on: None for one in ending if one.body.again_on}


def _days_of_use(ending: Iterable[Used]) -> dict[date, bool]:
    """Whether each use of that day says that they count again from that same day."""
    days: dict[date, bool] = {}
    for one in ending:
        again = one.body.again_on == one.body.on
        days[one.body.on] = days.get(one.body.on, True) and again
    return days


def _kept(run: Run, line: Line, ending: Iterable[Used], kinds: Milestones, on: date) -> KeptRun:
    dated = {one.record for one in line.dates if one.body.first_on == run.first_on}
    again = {one.record for one in ending if one.body.again_on == run.first_on}
    reached = milestones_reached(run.first_on, run.until or on, kinds)
    return KeptRun(run, tuple(sorted(dated | again)), reached)
