"""Forms on the way in and on an episode of care. What makes sense is for the actions to say.

What only the person or the counselor can know begins as nothing chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.care_goals import NewGoal
from stepwell.actions.care_views import GoalView
from stepwell.actions.client_sites import SiteChoice
from stepwell.actions.clients import NewClient
from stepwell.actions.intakes import Admission
from stepwell.actions.referrals import NewReferral
from stepwell.domain.care.episodes import (
    WITH_REASON,
    DischargeReason,
    EpisodeEvent,
    LevelOfCare,
    PlanPart,
)
from stepwell.domain.care.goals import GoalKind, PlanGoalEvent
from stepwell.domain.care.referrals import CloseReason, ReferralKind, ReferralWay
from stepwell.web.staff.care_words import (
    CLOSINGS,
    CODE_SYSTEMS,
    DISCHARGES,
    GOALS,
    KINDS,
    LEVELS,
    PLAN_GOAL_DEEDS,
    PLAN_PARTS,
    WAYS,
    choices,
)
from stepwell.web.staff.forms.client import QUIET, SUBSTANCES

DATE = {"type": "date"}


def text(label: Any, *, rows: int = 0, help_text: Any = "", required: bool = False) -> Any:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs=QUIET)
    return forms.CharField(
        label=label,
        required=required,
        max_length=4000 if rows else 200,
        widget=widget,
        help_text=help_text,
    )


def day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, required=False, help_text=help_text, widget=forms.DateInput(attrs=DATE)
    )


def choice(label: Any, words: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices(words), **more)


def open_choice(label: Any, words: Any, blank: Any = None, **more: Any) -> forms.ChoiceField:
    first = ("", _("Choose") if blank is None else blank)
    return forms.ChoiceField(label=label, choices=[first, *choices(words)], **more)


class ReferralForm(forms.Form):
    """Without `is_new` the person has a record already."""

    name = text(_("Name"))
    alias = text(_("What they want to be called"), help_text=_("Enough without a name."))
    phone = text(_("Phone"))
    kind = choice(_("Who asks"), KINDS)
    sender = text(_("Who sends them"), help_text=_("Needed where someone sends them."))
    way = choice(_("How it came"), WAYS)
    words = text(
        _("What they ask for"),
        rows=4,
        help_text=_("In their words. Sealed: the front desk can’t read it again."),
    )

    def __init__(self, data: Any = None, *, is_new: bool) -> None:
        super().__init__(data)
        if not is_new:
            for name in ("name", "alias", "phone"):
                del self.fields[name]

    def person(self) -> NewClient:
        given = self.cleaned_data
        return NewClient(name=given["name"], alias=given["alias"], phone=given["phone"])

    def as_new(self) -> NewReferral:
        given = self.cleaned_data
        return NewReferral(
            ReferralKind(given["kind"]), ReferralWay(given["way"]), given["sender"], given["words"]
        )


class CloseForm(forms.Form):
    reason = open_choice(_("Why nothing comes of it"), CLOSINGS)
    words = text(_("In a few words"), rows=2)

    def values(self) -> tuple[CloseReason, str]:
        return CloseReason(self.cleaned_data["reason"]), self.cleaned_data["words"]


class GoalForm(forms.Form):
    kind = open_choice(_("What they want for their use"), GOALS)
    substances = forms.MultipleChoiceField(
        label=_("From what"),
        required=False,
        choices=SUBSTANCES,
        widget=forms.CheckboxSelectMultiple,
    )
    since = day(_("Since"), _("The day from which they count, if they do."))
    goal_words = text(_("In their words"), rows=2)

    def as_goal(self) -> NewGoal:
        given = self.cleaned_data
        return NewGoal(
            GoalKind(given["kind"]), tuple(given["substances"]), given["since"], given["goal_words"]
        )


def goal_values(goal: GoalView | None) -> dict[str, Any]:
    """What stands, to be changed."""
    if goal is None:
        return {}
    return {
        "kind": goal.kind.value,
        "substances": list(goal.substances),
        "since": goal.since,
        "goal_words": goal.words,
    }


class AdmitForm(GoalForm):
    level = open_choice(_("Level of care"), LEVELS)
    waits = forms.BooleanField(label=_("They wait for a place"), required=False)
    reason = text(
        _("Why admission can’t wait"),
        rows=2,
        help_text=_("What is open stays on the list."),
        required=True,
    )

    def __init__(
        self, data: Any = None, *, sites: Sequence[SiteChoice], owes: bool, **more: Any
    ) -> None:
        super().__init__(data, **more)
        if not owes:
            del self.fields["reason"]
        self.fields["kind"] = open_choice(
            _("What they want for their use"), GOALS, _("Not asked yet"), required=False
        )
        self.fields["site"] = open_choice(
            _("Site"), {one.id: one.name for one in sites}, _("As it is"), required=False
        )
        if not sites:
            del self.fields["site"]

    def clean_goal_words(self) -> str:
        """A goal that was begun says what it is."""
        words = str(self.cleaned_data["goal_words"])
        if not self.cleaned_data.get("kind") and (words or self.cleaned_data.get("since")):
            self.add_error("kind", _("Choose what they want, or leave the day and the words out."))
        return words

    def as_admission(self) -> Admission:
        given = self.cleaned_data
        return Admission(
            LevelOfCare(given["level"]),
            given["waits"],
            self.as_goal() if given["kind"] else None,
            given.get("reason", ""),
            UUID(given["site"]) if given.get("site") else None,
        )


class MoveForm(forms.Form):
    """level only where the level changes; words needed where the rules ask for a reason."""

    level = open_choice(_("New level of care"), LEVELS)
    words = text(_("Why, in a few words"), rows=2)

    def __init__(self, data: Any = None, *, deed: EpisodeEvent) -> None:
        super().__init__(data)
        self.fields["words"].required = deed in WITH_REASON
        if deed is not EpisodeEvent.CHANGE_LEVEL:
            del self.fields["level"]

    def as_level(self) -> LevelOfCare | None:
        return LevelOfCare(self.cleaned_data["level"]) if "level" in self.fields else None


class DischargeForm(forms.Form):
    reason = open_choice(_("How it ends"), DISCHARGES)
    words = text(_("In a few words"), rows=2)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for part, label in PLAN_PARTS.items():
            self.fields[part.value] = text(label, rows=2)

    def as_reason(self) -> DischargeReason:
        return DischargeReason(self.cleaned_data["reason"])

    def as_plan(self) -> dict[PlanPart, str]:
        return {part: self.cleaned_data[part.value] for part in PlanPart}


class PlanGoalForm(forms.Form):
    words = text(_("What they want to reach"), rows=2, required=True)
    steps = text(_("First steps"), rows=2)
    target_on = day(_("By when"))


class SettleForm(forms.Form):
    event = forms.ChoiceField(
        label=_("What became of it"), choices=choices(PLAN_GOAL_DEEDS), widget=forms.RadioSelect
    )
    outcome = text(_("In a few words"), rows=2)

    def as_event(self) -> PlanGoalEvent:
        return PlanGoalEvent(self.cleaned_data["event"])


class TherapyForm(forms.Form):
    name = text(
        _("What it is"), help_text=_("A medication, a group, couples therapy."), required=True
    )
    giver = text(_("Who gives it"))
    started_on = day(_("Since"))


class DiagnosisForm(forms.Form):
    system = choice(_("Code list"), CODE_SYSTEMS)
    code = text(
        _("Code"), help_text=_("Stepwell ships no list: enter the code you use."), required=True
    )
    words = text(_("In words"))
    is_principal = forms.BooleanField(label=_("The principal one"), required=False)
