"""What a member wants to be reminded of."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from stepwell.domain.recovery.reminders import (
    MINUTES_BEFORE,
    MOST_TIMES,
    ReminderTime,
    ReminderTitle,
    ReminderWishes,
)

ROWS = tuple(range(1, MOST_TIMES + 1))
BEFORE = {
    0: _lazy("When it starts"),
    15: _lazy("15 minutes before"),
    30: _lazy("30 minutes before"),
    60: _lazy("1 hour before"),
    120: _lazy("2 hours before"),
    1440: _lazy("The day before"),
}
DAYS = (
    ("1", _lazy("Monday")),
    ("2", _lazy("Tuesday")),
    ("3", _lazy("Wednesday")),
    ("4", _lazy("Thursday")),
    ("5", _lazy("Friday")),
    ("6", _lazy("Saturday")),
    ("7", _lazy("Sunday")),
)


class RemindersForm(forms.Form):
    title = forms.ChoiceField(
        label=_lazy("What your calendar shows"),
        help_text=_lazy("The same words for everything. They say nothing of what it is about."),
        widget=forms.RadioSelect,
    )
    has_appointments = forms.BooleanField(
        label=_lazy("My appointments at the program: the time only"), required=False
    )
    has_meetings = forms.BooleanField(
        label=_lazy("Meetings I took on as a task: the time only"), required=False
    )
    with_address = forms.BooleanField(
        label=_lazy("With the street address of these meetings"), required=False
    )
    minutes_before = forms.TypedChoiceField(
        label=_lazy("Ring"), choices=[(one, BEFORE[one]) for one in MINUTES_BEFORE], coerce=int
    )

    def __init__(self, data: Any = None, *, wishes: ReminderWishes, app_name: str) -> None:
        super().__init__(data, initial=_initial(wishes))
        names = {
            ReminderTitle.REMINDER: "Reminder",
            ReminderTitle.APP: app_name,
            ReminderTitle.TIME: "Time for me",
            ReminderTitle.NOTE: "Note to self",
        }
        choices = [(one.value, name) for one, name in names.items()]
        self.fields["title"].choices = choices  # type: ignore[attr-defined]
        for row in ROWS:
            self.fields[f"at_{row}"] = forms.TimeField(
                label=_("Time"),
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            )
            self.fields[f"days_{row}"] = forms.MultipleChoiceField(
                label=_("Days"),
                choices=DAYS,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for row in ROWS:
            if values.get(f"at_{row}") and not values.get(f"days_{row}"):
                self.add_error(f"days_{row}", _("Choose at least one day."))
            if values.get(f"days_{row}") and not values.get(f"at_{row}"):
                self.add_error(f"at_{row}", _("Say at what time."))
        return values

    def as_wishes(self) -> ReminderWishes:
        given = self.cleaned_data
        return ReminderWishes(
            title=ReminderTitle(given["title"]),
            has_appointments=given["has_appointments"],
            has_meetings=given["has_meetings"],
            with_address=given["with_address"],
            minutes_before=given["minutes_before"],
            times=tuple(
                ReminderTime(_minute(given[f"at_{row}"]), frozenset(map(int, given[f"days_{row}"])))
                for row in ROWS
                if given[f"at_{row}"]
            ),
        )

    @property
    def time_rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"at_{row}"], self[f"days_{row}"]) for row in ROWS]


def _minute(at: time) -> time:
    return at.replace(second=0, microsecond=0)


def _initial(wishes: ReminderWishes) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(wishes, name)
        for name in ("has_appointments", "has_meetings", "with_address", "minutes_before")
    }
    for row, one in zip(ROWS, wishes.times, strict=False):
        values |= {f"at_{row}": one.at, f"days_{row}": [str(day) for day in sorted(one.days)]}
    return values | {"title": wishes.title.value}
