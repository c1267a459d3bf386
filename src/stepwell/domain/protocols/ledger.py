"""Which finished tasks earned a reward, and why the others did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stepwell.domain.protocols.items import Reward, TaskEvidence, TaskKind


class NotEarned(StrEnum):
    NOT_REWARDED = "not-rewarded"  # no rule speaks of this kind of task
    NOT_VERIFIED = "not-verified"  # done, but known from the person's word alone
    ENOUGH = "enough"  # what one visit can earn is earned already


@dataclass(frozen=True, slots=True)
class DoneTask:
    """reviewed_on: the visit at which it was looked at."""

    reviewed_on: date
    kind: TaskKind
    evidence: TaskEvidence


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """rule: id of the reward it earned, or "". why_not: None where it earned one."""

    task: DoneTask
    rule: str = ""
    why_not: NotEarned | None = None


def ledger(rewards: Iterable[Reward], done: Iterable[DoneTask]) -> tuple[LedgerLine, ...]:
    """
    Args:
        rewards: of the session's plan, so that a closed strand rewards nothing.
        done: in the order in which the tasks were looked at.
    """
    rules = tuple(rewards)
    used: Counter[tuple[str, date]] = Counter()
    lines = []
    for task in done:
        line = _line(task, rules, used)
        used[line.rule, task.reviewed_on] += 1
        lines.append(line)
    return tuple(lines)


def _line(task: DoneTask, rules: tuple[Reward, ...], used: Counter[tuple[str, date]]) -> LedgerLine:
    for_kind = [one for one in rules if task.kind in one.tasks]
    if not for_kind:
        return LedgerLine(task, why_not=NotEarned.NOT_REWARDED)
    verified = [one for one in for_kind if task.evidence in one.evidence]
    if not verified:
        return LedgerLine(task, why_not=NotEarned.NOT_VERIFIED)
    for one in verified:
        if used[one.id, task.reviewed_on] < one.at_most:
            return LedgerLine(task, one.id)
    return LedgerLine(task, why_not=NotEarned.ENOUGH)
