"""The questions before an intervention is chosen, the choice, and a week of the log."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.log_reading import LogDay
from stepwell.actions.recovery_log import NewCheckIn, NewDay, NewMeeting
from stepwell.domain.protocols.answers import Answers
from stepwell.domain.recovery.log import (
    BEST_MOOD,
    STRONGEST_URGE,
    DayState,
    Deed,
    Liking,
    Medicine,
    MeetingMode,
    Source,
)
from stepwell.queries.vocabularies import fellowship_choices
from stepwell.web.staff.care_words import choices
from stepwell.web.staff.course_words import (
    DAYS,
    DEEDS,
    LIKINGS,
    MEDICINES,
    MODES,
    QUESTIONS,
    SOURCES,
)
from stepwell.web.staff.forms.care import text

UNSAID = ("", _("Not said"))
WEEK = 7
MEETINGS = 5
"""How many meetings a week's form takes; more are typed in with the same form again."""


class AnswersForm(forms.Form):
    """Anything may be left open."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        for name, (label, words) in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", _("Not asked")), *choices(words)]
            )

    def as_answers(self) -> Answers:
        return Answers(**self.cleaned_data)


class WeekForm(forms.Form):
    """Seven days that end on one, what is known of each, meetings and one check-in.

    seen-N: the id of what stood there when the form was shown, so that nothing written meanwhile
    is overwritten.
    """

    source = forms.ChoiceField(
        label=_("How you know"),
        choices=[one for one in choices(SOURCES) if one[0] != Source.OWN],
    )
    check_on = forms.TypedChoiceField(label=_("Day"), required=False, empty_value=None)
    urge = forms.IntegerField(
        label=_("Strongest urge, 0 to 4"), required=False, min_value=0, max_value=STRONGEST_URGE
    )
    mood = forms.IntegerField(
        label=_("Mood, 0 to 10"), required=False, min_value=0, max_value=BEST_MOOD
    )
    medicine = forms.ChoiceField(
        label=_("Medication"), required=False, choices=[UNSAID, *choices(MEDICINES)]
    )
    check_words = text(_("In their words"), rows=2)

    def __init__(self, data: Any = None, *, days: list[LogDay]) -> None:
        super().__init__(data)
        self.days = sorted(days, key=lambda one: one.on)
        named = [(one.on.isoformat(), f"{one.on:%a, %b} {one.on.day}") for one in self.days]
        self.fields["check_on"].choices = named[::-1]  # type: ignore[attr-defined]
        self.fields["check_on"].coerce = date.fromisoformat  # type: ignore[attr-defined]
        for number, one in enumerate(self.days):
            self._add_day(number, one)
        for number in range(MEETINGS):
            self._add_meeting(number, named[::-1])

    def _add_day(self, number: int, one: LogDay) -> None:
        whole = one.whole
        self.fields[f"day-{number}"] = forms.ChoiceField(
            label=f"{one.on:%A, %B} {one.on.day}",
            required=False,
            choices=[("", _("Unknown")), *choices(DAYS)],
            initial=whole.state if whole else "",
        )
        self.fields[f"amount-{number}"] = forms.CharField(
            label=_("How much"), required=False, max_length=40,
            initial=whole.amount if whole else "",
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )  # fmt: skip
        self.fields[f"seen-{number}"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=str(whole.id) if whole else ""
        )

    def _add_meeting(self, number: int, days: list[tuple[str, str]]) -> None:
        key = f"m{number}"
        self.fields[f"{key}-on"] = forms.ChoiceField(
            label=_("Day"), required=False, choices=[("", _("No meeting")), *days]
        )
        self.fields[f"{key}-meeting"] = text(_("Which meeting"))
        self.fields[f"{key}-fellowship"] = forms.ChoiceField(
            label=_("Fellowship"), required=False, choices=[UNSAID, *fellowship_choices()]
        )
        self.fields[f"{key}-mode"] = forms.ChoiceField(
            label=_("How"), required=False, choices=[UNSAID, *choices(MODES)]
        )
        self.fields[f"{key}-liking"] = forms.ChoiceField(
            label=_("How it was"), required=False, choices=[UNSAID, *choices(LIKINGS)]
        )
        self.fields[f"{key}-deeds"] = forms.MultipleChoiceField(
            label=_("What they did"), required=False, choices=choices(DEEDS),
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.fields[f"{key}-words"] = text(_("What they said of it, and themes they heard"), rows=2)

    @property
    def day_rows(self) -> list[tuple[Any, Any, Any]]:
        return [
            (self[f"day-{n}"], self[f"amount-{n}"], self[f"seen-{n}"])
            for n in range(len(self.days))
        ]

    @property
    def meeting_rows(self) -> list[list[Any]]:
        names = ("on", "meeting", "fellowship", "mode", "liking", "deeds", "words")
        return [[self[f"m{n}-{name}"] for name in names] for n in range(MEETINGS)]

    def as_days(self) -> list[NewDay]:
        """Only those of which something is said, or was."""
        given = self.cleaned_data
        found = []
        for number, one in enumerate(self.days):
            state, seen = given[f"day-{number}"], given[f"seen-{number}"]
            if state or seen:
                kept = DayState(state) if state else None
                amount = given[f"amount-{number}"]
                found.append(NewDay(one.on, kept, amount=amount, seen=seen))
        return found

    def as_meetings(self) -> list[NewMeeting]:
        given = self.cleaned_data
        return [
            NewMeeting(
                date.fromisoformat(given[f"m{n}-on"]),
                given[f"m{n}-meeting"],
                given[f"m{n}-fellowship"],
                mode=MeetingMode(given[f"m{n}-mode"]) if given[f"m{n}-mode"] else None,
                liking=Liking(given[f"m{n}-liking"]) if given[f"m{n}-liking"] else None,
                deeds=frozenset(Deed(one) for one in given[f"m{n}-deeds"]),
                words=given[f"m{n}-words"],
            )
            for n in range(MEETINGS)
            if given[f"m{n}-on"]
        ]

    def as_check_ins(self) -> list[NewCheckIn]:
        given = self.cleaned_data
        medicine = Medicine(given["medicine"]) if given["medicine"] else None
        said = (given["urge"], given["mood"], medicine, given["check_words"])
        if all(one is None or one == "" for one in said):
            return []
        on = given["check_on"] or self.days[-1].on
        return [NewCheckIn(on, given["urge"], given["mood"], medicine, given["check_words"])]

    def clean(self) -> dict[str, Any]:
        """A meeting that is described without a day would be lost."""
        given = super().clean() or {}
        for n in range(MEETINGS):
            described = [given.get(f"m{n}-{name}") for name in ("meeting", "liking", "words")]
            if any(described) and not given.get(f"m{n}-on"):
                self.add_error(f"m{n}-on", _("Choose the day of this meeting."))
        return given


def week_ending(on: date) -> list[date]:
    return [on - timedelta(days=n) for n in range(WEEK)]
