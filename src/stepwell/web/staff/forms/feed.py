from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.feed_changing import FeedChanges
from stepwell.actions.feeds import NewFeed, is_address
from stepwell.queries.vocabularies import fellowship_choices


class FeedForm(forms.Form):
    """A new feed. Whether its values make sense is for `actions.feeds` to say."""

    name = forms.CharField(
        label=_("What is this list called?"),
        help_text=_("Shown to visitors, for example “Connecticut AA”."),
        max_length=200,
    )
    source = forms.URLField(
        label=_("Address of the list"),
        help_text=_("A Meeting Guide JSON feed or a sheet saved as CSV, from https://."),
        max_length=2000,
        assume_scheme="https",
    )
    fellowship = forms.ChoiceField(label=_("Fellowship"), choices=fellowship_choices)
    default_timezone = forms.CharField(
        label=_("Time zone of its meetings"),
        help_text=_("For example America/New_York. Used where a row names none."),
        required=False,
        max_length=64,
    )
    max_loss_percent = forms.IntegerField(
        label=_("Hold a reading that would remove more than this share (percent)"),
        initial=25,
        min_value=0,
        max_value=100,
    )
    sync_every_minutes = forms.IntegerField(
        label=_("Read it every so many minutes"),
        help_text=_("1440 is once a day."),
        initial=24 * 60,
        min_value=15,
    )
    allowed_host = forms.CharField(
        label=_("Allowed private host"),
        help_text=_("Only for a list on your own network: host or host:port. Leave empty."),
        required=False,
        max_length=255,
    )

    def as_new_feed(self) -> NewFeed:
        values: dict[str, Any] = self.cleaned_data
        return NewFeed(**values)


class FeedChangeForm(FeedForm):
    """How a feed is called and read. A list from a file stays one; only a command moves it."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        if not is_address(initial["source"]):
            del self.fields["source"]

    def as_changes(self) -> FeedChanges:
        return FeedChanges(**self.cleaned_data)
