"""The forms for signing a consent and taking it back: on a handed-over screen and on one's own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stepwell.actions.consent_reading import ConsentPage
from stepwell.actions.consents import NewSignature
from stepwell.domain.consents.kinds import InformationKind, SignatureMethod, SignerRole
from stepwell.domain.consents.strokes import Strokes, StrokesRefused, parse_strokes

ROLE_WORDS = {
    SignerRole.CLIENT: _("The person themselves"),
    SignerRole.REPRESENTATIVE: _("Parent, guardian or representative"),
}
METHODS = (
    (SignatureMethod.DRAWN.value, _("Draw it with a finger or the mouse")),
    (SignatureMethod.TYPED.value, _("Type the name instead")),
)
PASSKEY = ((SignatureMethod.PASSKEY.value, _("Type the name and confirm with a passkey")),)


class SignatureForm(forms.Form):
    """strokes: what signature.js wrote; read only where the signature is drawn."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    method = forms.ChoiceField(label=_("How do you sign?"), widget=forms.RadioSelect)
    strokes = forms.CharField(required=False, widget=forms.HiddenInput)
    is_read = forms.BooleanField(
        label=_("I have read this form, or someone has read it to me, and I agree."),
        error_messages={"required": _("Tick this if you agree.")},
    )

    def __init__(self, *args: Any, has_passkey: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = METHODS + (PASSKEY if has_passkey else ())  # type: ignore[attr-defined]
        self.fields["method"].initial = SignatureMethod.DRAWN.value
        self.fields["name"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        drawn: Strokes = ()
        if values.get("method") == SignatureMethod.DRAWN.value:
            try:
                drawn = parse_strokes(values.get("strokes", ""))
            except StrokesRefused as refusal:
                self.add_error("method", str(refusal))
        return values | {"drawn": drawn}

    def as_signature(self, role: SignerRole) -> NewSignature:
        values = self.cleaned_data
        method = SignatureMethod(values["method"])
        return NewSignature(role, values["name"], method, values["drawn"])


class RevocationForm(forms.Form):
    """Which part is taken back: all of it, some recipients, some kinds of information."""

    WHOLE, PART = "whole", "part"

    extent = forms.ChoiceField(
        label=_("How much is taken back?"),
        choices=((WHOLE, _("All of it")), (PART, _("Only a part"))),
        initial=WHOLE,
        widget=forms.RadioSelect,
    )
    recipients = forms.MultipleChoiceField(
        label=_("For whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    information = forms.MultipleChoiceField(
        label=_("What"), required=False, widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(
        label=_("How did they say so?"),
        choices=(("written", _("In writing")), ("spoken", _("They told us"))),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, page: ConsentPage, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("recipients", page.recipients), ("information", page.information)):
            self.fields[name].choices = [(one.value, one.words) for one in choices]  # type: ignore[attr-defined]
        if is_own:
            del self.fields["way"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("extent") == self.WHOLE:
            return values | {"recipients": [], "information": []}
        if not values.get("recipients") and not values.get("information"):
            self.add_error("extent", _("Tick which part, or take back all of it."))
        return values

    @property
    def kinds(self) -> frozenset[InformationKind]:
        return frozenset(InformationKind(one) for one in self.cleaned_data["information"])
