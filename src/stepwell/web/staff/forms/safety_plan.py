"""The safety plan as six boxes, one line for each entry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.safety_plans import PlanVersion
from stepwell.domain.safety.plan import PlanPart, PlanWords, part_number

LANGUAGES = (("en", "English"), ("es", "Español"))


class PlanForm(forms.Form):
    """replaces: the version the writer had before them, "" for a first one."""

    replaces = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    language = forms.ChoiceField(
        label=_("Language of the plan"),
        help_text=_("In which the headings are printed and shown to the person."),
        choices=LANGUAGES,
    )
    is_made_together = forms.BooleanField(
        label=_("We wrote this together"),
        help_text=_("A plan made without the person helps little. Say honestly which it is."),
        required=False,
    )

    def __init__(self, data: Any = None, *, words: PlanWords, language: str, **more: Any) -> None:
        super().__init__(data, **more)
        for part in PlanPart:
            said = words.of(part, language)
            self.fields[part.value] = forms.CharField(
                label=f"{part_number(part)}. {said.heading}",
                help_text=f"{said.ask} {said.hint}",
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.order_fields(["replaces", *(part.value for part in PlanPart)])

    @property
    def boxes(self) -> list[Any]:
        return [self[part.value] for part in PlanPart]

    def as_parts(self) -> dict[PlanPart, list[str]]:
        return {part: self.cleaned_data[part.value].splitlines() for part in PlanPart}


def plan_values(version: PlanVersion | None) -> dict[str, Any]:
    """What the boxes hold at first."""
    if version is None:
        return {"language": "en", "is_made_together": False, "replaces": ""}
    return {
        "language": version.language,
        "is_made_together": False,
        "replaces": str(version.id),
    } | {part.value: "\n".join(version.parts[part]) for part in PlanPart}
