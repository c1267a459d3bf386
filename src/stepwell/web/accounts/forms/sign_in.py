from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.domain.access.passwords import LONGEST


class NameForm(forms.Form):
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class SharedForm(forms.Form):
    is_shared = forms.BooleanField(
        label=_("Other people use this phone or computer"),
        help_text=_("You’re signed out sooner, and nothing stays behind."),
        required=False,
    )


class SignInForm(NameForm, SharedForm):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=LONGEST * 4,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("username", "password", "is_shared")


class RecoveryForm(NameForm, SharedForm):
    code = forms.CharField(
        label=_("One of your recovery codes"),
        max_length=40,
        help_text=_("16 digits, from the sheet you printed."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("username", "code", "is_shared")


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class PinForm(forms.Form):
    pin = forms.CharField(
        label=_("Your PIN"),
        max_length=12,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
