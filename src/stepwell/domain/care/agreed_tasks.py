"""The recovery tasks that a session ends with, read from what was ticked and typed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.domain.care.run_entries import MOST_OWN, YES
from stepwell.domain.care.run_gaps import Said, Titles
from stepwell.domain.protocols.items import TaskKind
from stepwell.domain.protocols.session_plan import SessionPlan


@dataclass(frozen=True, slots=True)
class Agreed:
    """item: of the protocol, "" for own words. code: of a meeting in the directory. due_days: 0
    for by the next session. is_for_partner: their significant other takes it on."""

    title: str
    kind: TaskKind
    who: str = ""
    where: str = ""
    when: str = ""
    item: str = ""
    code: str = ""
    due_days: int = 0
    is_for_partner: bool = False


def agreed_tasks(plan: SessionPlan | None, said: Said, titles: Titles) -> tuple[Agreed, ...]:
    """Those of the protocol, then chosen meetings, then those in own words."""
    return (*_of_protocol(plan, said, titles), *_meetings(said), *_own(said))


def _of_protocol(plan: SessionPlan | None, said: Said, titles: Titles) -> Iterator[Agreed]:
    for task in plan.tasks if plan else ():
        key = f"tasks.{task.id}"
        if said.get(key) == YES:
            yield Agreed(
                titles("tasks", task.id),
                task.kind,
                *_agreed(said, key),
                item=task.id,
                due_days=task.due_days,
                is_for_partner=_is_for_partner(said, key),
            )


def _meetings(said: Said) -> Iterator[Agreed]:
    """Each chosen meeting is a task of its own: to go there, with whom and when."""
    for key, name in _numbered("meetings", said):
        code = said.get(f"{key}.code", "").strip()
        yield Agreed(
            f"Go to {name}",
            TaskKind.ATTEND,
            *_agreed(said, key),
            code=code,
            is_for_partner=_is_for_partner(said, key),
        )


def _own(said: Said) -> Iterator[Agreed]:
    for key, words in _numbered("own", said):
        kind = TaskKind(said.get(f"{key}.kind") or TaskKind.SKILLS)
        yield Agreed(words, kind, *_agreed(said, key), is_for_partner=_is_for_partner(said, key))


def _numbered(name: str, said: Said) -> Iterator[tuple[str, str]]:
    for number in range(1, MOST_OWN + 1):
        words = said.get(f"{name}.{number}", "").strip()
        if words:
            yield f"{name}.{number}", words


def _is_for_partner(said: Said, key: str) -> bool:
    return said.get(f"{key}.for") == YES


def _agreed(said: Said, key: str) -> tuple[str, str, str]:
    """Who, where, when."""
    who, where, when = (said.get(f"{key}.{name}", "").strip() for name in ("who", "where", "when"))
    return who, where, when
