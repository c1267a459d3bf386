"""Rewards for finished tasks, where a course has any: what was earned, and why the rest was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.items import Reward, TaskEvidence, TaskKind
from stepwell.domain.protocols.ledger import DoneTask, NotEarned, ledger
from stepwell.domain.protocols.standing import Standing
from stepwell.domain.recovery.tasks import TaskState
from stepwell.queries.recovery_tasks import tasks_of_course
from stepwell.queries.rights import day_there
from stepwell.records.care.models import Enrollment


@dataclass(frozen=True, slots=True)
class RewardLine:
    """One finished task. rule: the reward it earned, in the words of the protocol, or "".
    why_not: None where it earned one.
    """

    on: date
    title: str
    rule: str
    why_not: NotEarned | None


def rewards_of(
    row: Enrollment, protocol: Protocol, stands: Standing
) -> tuple[RewardLine, ...] | None:
    """In the order in which tasks were looked at; None where nothing is rewarded in this course.

    What a prize is, and handing it out, is the program's own. Not audited by itself.
    """
    rules = rewards_in(protocol, stands)
    if not rules:
        return None
    organization = row.episode.client.organization
    done = [
        (one, one.settled_at)
        for one in tasks_of_course(row.pk)
        if one.state == TaskState.DONE and one.settled_at
    ]
    tasks = [
        DoneTask(
            day_there(organization, settled_at),
            TaskKind(one.kind),
            TaskEvidence(one.evidence or TaskEvidence.NONE),
        )
        for one, settled_at in done
    ]
    words = protocol.words()
    return tuple(
        RewardLine(
            line.task.reviewed_on,
            one.title,
            words.of("rewards", line.rule).title if line.rule else "",
            line.why_not,
        )
        for (one, _at), line in zip(done, ledger(rules, tasks), strict=True)
    )


def rewards_in(protocol: Protocol, stands: Standing) -> tuple[Reward, ...]:
    """Those of a strand that is open."""
    return tuple(
        one for one in protocol.definition.rewards if not one.track or one.track in stands.tracks
    )
