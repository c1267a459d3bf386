"""Tasks for a client's significant other, outside of a session."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.partner_reading import PartnerLine
from stepwell.actions.recovery_tasks import NewTask, TaskAnswer
from stepwell.domain.protocols.items import TaskEvidence, TaskKind
from stepwell.domain.recovery.partners import LONGEST_ANSWER
from stepwell.domain.recovery.tasks import TaskState

STATES = (
    (TaskState.DONE.value, _("Done")),
    (TaskState.PARTLY.value, _("Partly")),
    (TaskState.NOT_DONE.value, _("Not done")),
    (TaskState.DROPPED.value, _("Drop it")),
)
EVIDENCE = (
    (TaskEvidence.PARTNER_REPORT.value, _("Their partner says so")),
    (TaskEvidence.SELF_REPORT.value, _("The client says so")),
    (TaskEvidence.SHOWN.value, _("Shown to me")),
)


class GiveForm(forms.Form):
    partner = forms.ChoiceField(label=_("Who takes it on"))
    title = forms.CharField(
        label=_("What the task is"),
        help_text=_("They read these very words, so nothing about the client belongs here."),
        max_length=300,
    )
    when = forms.CharField(label=_("When"), required=False, max_length=200)
    where = forms.CharField(label=_("Where"), required=False, max_length=200)
    due_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Any = None, *, partners: Iterable[PartnerLine]) -> None:
        super().__init__(data)
        choices = [(str(one.id), one.name) for one in partners]
        self.fields["partner"].choices = choices  # type: ignore[attr-defined]

    def as_new_task(self) -> NewTask:
        given = self.cleaned_data
        return NewTask(
            given["title"],
            TaskKind.SKILLS,
            when=given["when"],
            where=given["where"],
            due_on=given["due_on"],
        )


class ReviewForm(forms.Form):
    state = forms.ChoiceField(label=_("How it went"), choices=STATES, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("How it went, what got in the way"), required=False, max_length=LONGEST_ANSWER
    )
    shown = forms.ChoiceField(label=_("How we know"), choices=EVIDENCE)

    def as_answer(self) -> TaskAnswer:
        given = self.cleaned_data
        return TaskAnswer(TaskState(given["state"]), given["words"], TaskEvidence(given["shown"]))
