"""Beginning a session."""

from __future__ import annotations

from django import forms

from stepwell.actions.session_runs import NewRun
from stepwell.domain.protocols.items import SessionKind


class StartForm(forms.Form):
    """what: the enrollment and the session, with a colon between; "" for a contact outside of a
    course. appointment: that this is, if any."""

    what = forms.CharField(required=False, max_length=120)
    appointment = forms.UUIDField(required=False)
    kind = forms.ChoiceField(
        required=False, choices=[("", ""), *((one.value, one.value) for one in SessionKind)]
    )
    reason = forms.CharField(required=False, max_length=2000)

    def as_new_run(self) -> NewRun:
        values = self.cleaned_data
        enrollment, _, session = values["what"].partition(":")
        return NewRun(
            enrollment_id=enrollment or None,
            session=session,
            appointment_id=values["appointment"],
            kind=SessionKind(values["kind"]) if values["kind"] else None,
            reason=values["reason"],
        )
