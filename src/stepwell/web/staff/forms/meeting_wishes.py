"""What matters to someone when a meeting is looked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.domain.matching.kept_wishes import KM_PER_MILE, MILES, as_kept, from_kept
from stepwell.domain.matching.wishes import DayPart, Kindred, Leaning, Need, Ways, Wishes

WAYS = (
    (Ways.EITHER, _("Either")),
    (Ways.IN_PERSON, _("In person only")),
    (Ways.ONLINE, _("From home only")),
)
NEEDS = (
    (Need.STEP_FREE, _("Step-free way in")),
    (Need.CHILDREN, _("They bring a child")),
    (Need.OPEN, _("Open to everyone")),
)
KINDRED = (
    (Kindred.WOMEN, _("Women")),
    (Kindred.MEN, _("Men")),
    (Kindred.LGBTQ, _("LGBTQ")),
    (Kindred.YOUNG, _("Young people")),
    (Kindred.OLDER, _("Seniors")),
    (Kindred.COLOR, _("People of color")),
    (Kindred.INDIGENOUS, _("Indigenous people")),
    (Kindred.PROFESSIONALS, _("Professionals")),
)
LEANINGS = (
    (Leaning.NEWCOMERS, _("For newcomers")),
    (Leaning.SECULAR, _("Secular")),
    (Leaning.MIND, _("For mental health too")),
    (Leaning.PROOF, _("Signs a slip")),
)
WEEKDAYS = (_("Sun"), _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"))
DAY_PARTS = (
    (DayPart.MORNING, _("Morning")),
    (DayPart.AFTERNOON, _("Afternoon")),
    (DayPart.EVENING, _("Evening")),
    (DayPart.NIGHT, _("Night")),
)
FREE = [
    (f"{day}-{part}", f"{WEEKDAYS[day]} {words}") for part, words in DAY_PARTS for day in range(7)
]


def _several(label: Any, choices: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(str(value), words) for value, words in choices],
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


class MeetingWishesForm(forms.Form):
    """number: of the wishes that were seen."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    near = forms.CharField(
        label=_("Near"),
        help_text=_("A ZIP or a town."),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    miles = forms.ChoiceField(
        label=_("Up to"), choices=[(str(one), _("%d miles") % one) for one in MILES]
    )
    ways = forms.ChoiceField(
        label=_("How they can take part"), choices=[(one.value, words) for one, words in WAYS]
    )
    needs = _several(_("A meeting must have"), NEEDS)
    kindred = _several(
        _("They say they are one of"),
        KINDRED,
        _("Meetings for a group are left out unless it is ticked. Ask, don’t guess."),
    )
    leanings = _several(_("What would speak for a meeting"), LEANINGS)
    free = _several(_("When they are free"), FREE, _("Leave it empty for any time."))
    is_medicated = forms.BooleanField(
        label=_("They take medication for opioid use"), required=False
    )

    def as_wishes(self, before: Wishes) -> Wishes:
        """With what the record says, and the meetings that stay left out."""
        given = self.cleaned_data
        wished = from_kept(
            {**given, "avoid": sorted(before.avoid)},
            substances=before.substances,
            fellowships=before.fellowships,
            languages=before.languages,
        )
        return replace(wished, max_km=int(given["miles"]) * KM_PER_MILE)

    @property
    def day_rows(self) -> list[tuple[Any, list[tuple[str, Any, bool]]]]:
        """A row for each part of the day: value, label and whether it is ticked, Sunday first."""
        ticked = set(self["free"].value() or ())
        return [
            (
                words,
                [(f"{day}-{part}", name, f"{day}-{part}" in ticked) for day, name in _DAYS],
            )
            for part, words in DAY_PARTS
        ]


_DAYS = tuple(enumerate(WEEKDAYS))


def wishes_values(near: str, wishes: Wishes, number: int) -> dict[str, Any]:
    return {**as_kept(wishes), "near": near, "number": number}
