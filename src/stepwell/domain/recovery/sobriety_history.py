"""What stands of all versions, and what was corrected. The phone's twin: `sobriety-history.js`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stepwell.domain.recovery.bodies_sobriety import MILESTONE, DateBody, UseBody
from stepwell.domain.recovery.sobriety_checks import problems_of_date, problems_of_use
from stepwell.domain.recovery.sobriety_rules import SobrietyRules
from stepwell.domain.recovery.sobriety_values import (
    Corrected,
    Dated,
    Entry,
    NotUnderstood,
    OwnMilestone,
    Used,
)


@dataclass(frozen=True)
class History:
    """Of a record in conflict all heads stand: no day is counted that one of them takes away."""

    dates: tuple[Dated, ...]
    uses: tuple[Used, ...]
    milestones: tuple[OwnMilestone, ...]
    corrected: tuple[Corrected, ...]
    not_understood: tuple[NotUnderstood, ...]


def history_of(entries: Iterable[Entry], rules: SobrietyRules) -> History:
    """
    Args:
        entries: in any order; heads alone will do, older versions add what was corrected.
    """
    every = {one.id: one for one in entries}
    replaced = {parent for one in every.values() for parent in one.parents}
    heads = [one for one in sorted(every.values(), key=_key) if one.id not in replaced]
    unclear = tuple(
        NotUnderstood(one.record, one.id, found)
        for one in heads
        if (found := _problems(one, rules))
    )
    left_out = {one.id for one in unclear}
    clear = [one for one in heads if one.id not in left_out]
    dated = [Dated(one.id, one.record, one.body) for one in clear if isinstance(one.body, DateBody)]
    return History(
        dates=tuple(one for one in dated if one.body.definition != MILESTONE),
        uses=tuple(
            Used(one.id, one.record, one.body) for one in clear if isinstance(one.body, UseBody)
        ),
        milestones=_milestones(dated),
        corrected=_corrected(every.values(), heads, replaced),
        not_understood=unclear,
    )


def _key(entry: Entry) -> tuple[str, str]:
    return entry.record, entry.id


def _problems(entry: Entry, rules: SobrietyRules) -> tuple[str, ...]:
    if isinstance(entry.body, DateBody):
        return problems_of_date(entry.body, rules)
    return problems_of_use(entry.body, rules) if entry.body is not None else ()


def _milestones(dated: Iterable[Dated]) -> tuple[OwnMilestone, ...]:
    """By their day."""
    named = (one for one in dated if one.body.definition == MILESTONE)
    return tuple(
        OwnMilestone(one.body.fellowship, one.record, one.body.first_on, one.body.words)
        for one in sorted(named, key=lambda one: (one.body.first_on, one.record, one.id))
    )


def _corrected(
    every: Iterable[Entry], heads: Iterable[Entry], replaced: set[str]
) -> tuple[Corrected, ...]:
    """Versions that stand no more, where no head of their record still says the same."""
    told = {_said(one.record, one.body) for one in heads if isinstance(one.body, DateBody)}
    return tuple(
        Corrected(
            body.fellowship, body.definition, one.record, one.id, body.first_on, body.ended_on
        )
        for one in sorted(every, key=_key)
        if one.id in replaced
        and isinstance(body := one.body, DateBody)
        and _said(one.record, body) not in told
    )


def _said(record: str, body: DateBody) -> tuple[object, ...]:
    return record, body.fellowship, body.definition, body.first_on, body.ended_on
