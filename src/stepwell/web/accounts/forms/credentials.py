from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.domain.access.passwords import LONGEST


class ConfirmForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST * 4,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("Code of your authenticator app"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, data: object = None, *, with_code: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if not with_code:
            del self.fields["code"]


class UnlockForm(ConfirmForm):
    """On a screen in someone else's hands: the browser must not fill in a password it keeps."""

    def __init__(self, data: object = None, *, with_code: bool) -> None:
        super().__init__(data, with_code=with_code)
        self.fields["password"].widget.attrs["autocomplete"] = "new-password"


class NewPasswordForm(forms.Form):
    """Once is enough: it can be looked at, pasted and kept by a password manager."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=LONGEST * 4,
        help_text=_("15 characters or more. Four words that don’t belong together do well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class AppForm(forms.Form):
    code = forms.CharField(
        label=_("The six digits the app shows"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class NewPinForm(forms.Form):
    pin = forms.CharField(
        label=_("New PIN"),
        max_length=12,
        help_text=_("6 to 12 digits that only you know."),
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class LinkForm(forms.Form):
    username = forms.CharField(
        label=_("Their sign-in name"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
