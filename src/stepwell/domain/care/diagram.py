"""Diagrams of the machines, in Mermaid, and a table beside each for those who cannot see it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from stepwell.domain.care.appointments import APPOINTMENTS
from stepwell.domain.care.enrollments import ENROLLMENTS
from stepwell.domain.care.episodes import EPISODES
from stepwell.domain.care.goals import PLAN_GOALS
from stepwell.domain.care.groups import GROUP_EVENTS
from stepwell.domain.care.intakes import INTAKES
from stepwell.domain.care.machine import E, Machine, S
from stepwell.domain.care.referrals import REFERRALS
from stepwell.domain.care.session_runs import RUNS
from stepwell.domain.recovery.tasks import TASKS

MACHINES: tuple[Machine[Any, Any], ...] = (
    REFERRALS,
    INTAKES,
    EPISODES,
    PLAN_GOALS,
    ENROLLMENTS,
    APPOINTMENTS,
    GROUP_EVENTS,
    RUNS,
    TASKS,
)
BEGIN = "<!-- from here: written by scripts/write_care_diagrams.py -->"
END = "<!-- to here -->"


def with_diagrams(page: str) -> str:
    """The page with what stands between the two marks written anew."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n" + "\n".join(map(as_markdown, MACHINES)) + f"\n{END}{after}"


def as_markdown(machine: Machine[S, E]) -> str:
    lines = [f"### {machine.title}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {one}" for one in machine.starts]
    lines += [
        f"    {source} --> {target}: {_words(event)}"
        for (source, event), target in machine.moves.items()
    ]
    lines += [f"    {one} --> [*]" for one in machine.ends()]
    lines += ["```", "", "| from | what happens | to |", "|---|---|---|"]
    lines += [f"| | | {_words(one)} |" for one in machine.starts]
    lines += [
        f"| {_words(source)} | {_words(event)} | {_words(target)} |"
        for (source, event), target in machine.moves.items()
    ]
    return "\n".join(lines) + "\n"


def _words(value: StrEnum) -> str:
    return value.value.replace("_", " ")
