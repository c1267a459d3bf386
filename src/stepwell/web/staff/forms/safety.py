"""Forms on safety paths: opening a concern, its steps, its end, and the screener."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stepwell.actions.client_reading import ClientRow
from stepwell.domain.safety.path_rules import Concern, PathRules, Worded
from stepwell.domain.safety.paths import Disposition
from stepwell.domain.safety.triage import Answer, TriagePolicy

ANSWERS = (
    (Answer.YES.value, _("Yes")),
    (Answer.NO.value, _("No")),
    (Answer.DECLINED.value, _("Did not want to answer")),
)
NOBODY = ("", _("Someone I don’t know, or can’t find here"))


def choices_of(ones: Iterable[Worded]) -> list[tuple[str, str]]:
    language = str(get_language() or "en")[:2]
    return [(one.slug, one.words(language).label) for one in ones]


def client_choices(clients: Iterable[ClientRow]) -> list[tuple[str, Any]]:
    return [(str(one.id), one.name) for one in clients]


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ConcernForm(forms.Form):
    concern = forms.ChoiceField(label=_("What worries you?"), widget=forms.RadioSelect)
    client_id = forms.ChoiceField(label=_("Who is it?"), required=False)
    who = forms.CharField(
        label=_("How to find them"),
        help_text=_("If you don’t know who it is: where they are, what they wear."),
        required=False,
        max_length=300,
    )
    words = forms.CharField(
        label=_("What do you see or hear?"),
        help_text=_("Counselors and supervisors read this. A few words will do."),
        required=False,
        max_length=2000,
        widget=text_area(3),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        concerns: Iterable[Concern],
        clients: Iterable[ClientRow],
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.fields["concern"].choices = choices_of(concerns)  # type: ignore[attr-defined]
        self.fields["client_id"].choices = [  # type: ignore[attr-defined]
            NOBODY,
            *client_choices(clients),
        ]


class StepForm(forms.Form):
    """answer: "done" or "left_out"; the button says which."""

    step = forms.SlugField()
    answer = forms.ChoiceField(choices=[("done", "done"), ("left_out", "left_out")])
    words = forms.CharField(required=False, max_length=2000)


class NameForm(forms.Form):
    client_id = forms.ChoiceField(label=_("Who is it?"))

    def __init__(self, data: Any = None, *, clients: Iterable[ClientRow], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["client_id"].choices = client_choices(clients)  # type: ignore[attr-defined]


class DispositionForm(forms.Form):
    slug = forms.ChoiceField(label=_("How did it end?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What happened, in a sentence or two"), max_length=4000, widget=text_area(3)
    )
    receiver = forms.CharField(
        label=_("Who took over"),
        help_text=_("The person and where they work. Needed when you hand over."),
        required=False,
        max_length=200,
    )
    was_reached = forms.BooleanField(
        label=_("I have spoken with whoever takes over"), required=False
    )
    back_up = forms.CharField(
        label=_("If it doesn’t work out"),
        help_text=_("What happens then, who does it and when."),
        required=False,
        max_length=1000,
        widget=text_area(2),
    )

    def __init__(self, data: Any = None, *, rules: PathRules, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["slug"].choices = choices_of(rules.disposition)  # type: ignore[attr-defined]

    def as_disposition(self) -> Disposition:
        return Disposition(**self.cleaned_data)


class SignOffForm(forms.Form):
    """verdict: "signed_off" or "returned"; the button says which."""

    verdict = forms.ChoiceField(choices=[("signed_off", ""), ("returned", "")])
    words = forms.CharField(
        label=_("What is missing, or what you want to add"),
        required=False,
        max_length=2000,
        widget=text_area(2),
    )


class ScreenerForm(forms.Form):
    """One field for each question of the policy, named q_ and its number."""

    def __init__(self, data: Any = None, *, policy: TriagePolicy, **more: Any) -> None:
        super().__init__(data, **more)
        language = str(get_language() or "en")[:2]
        self.policy = policy
        for question in policy.questions:
            self.fields[f"q_{question}"] = forms.ChoiceField(
                label=_("Question %(number)s – %(hint)s")
                % {
                    "number": question,
                    "hint": policy.hint(question, language),
                },
                choices=ANSWERS,
                required=False,
                widget=forms.RadioSelect,
            )

    def as_answers(self) -> dict[str, Answer]:
        return {
            question: Answer(given)
            for question in self.policy.questions
            if (given := self.cleaned_data[f"q_{question}"])
        }
