"""The tasks of last time, as they are gone through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from stepwell.actions.session_reading import TaskLine
from stepwell.domain.protocols.items import TaskEvidence
from stepwell.domain.recovery.tasks import TaskState
from stepwell.web.staff.session_fields import Fields, RunField


@dataclass(frozen=True, slots=True)
class TaskCard:
    """said: in words, "" where they said nothing from their app."""

    line: TaskLine
    said: str
    state: RunField
    words: RunField
    shown: RunField
    again: RunField


def task_card(line: TaskLine, fields: Fields, **more: Any) -> TaskCard:
    key = f"given.{line.id}"
    states = (
        (TaskState.DONE.value, _("Done")),
        (TaskState.PARTLY.value, _("Partly")),
        (TaskState.NOT_DONE.value, _("Not done")),
        (TaskState.DROPPED.value, _("Drop it")),
    )
    evidence = (
        ("", _("Not said")),
        (TaskEvidence.SELF_REPORT.value, _("They say so")),
        (TaskEvidence.SHOWN.value, _("Shown to me")),
        (TaskEvidence.VOLUNTEER_REPORT.value, _("A volunteer says so")),
        (TaskEvidence.PARTNER_REPORT.value, _("Their partner says so")),
    )
    return TaskCard(
        line,
        dict(states).get(line.said, ""),
        fields.choice(key, line.title, states, **more),
        fields.line(f"{key}.words", _("How it went, what got in the way"), **more),
        fields.choice(f"{key}.shown", _("How we know"), evidence, **more),
        fields.tick(f"{key}.again", _("Give it again"), **more),
    )
