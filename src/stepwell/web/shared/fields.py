"""A Django form field as the parts of its markup, so that its template stays dumb."""

from typing import Any

from django.forms import BoundField
from django.forms.widgets import CheckboxInput


def field_view(field: BoundField, *, hint: str, label: str) -> dict[str, Any]:
    """Ties control, hint and error together by id; the control keeps what was typed."""
    hint = hint or str(field.help_text)
    errors = [str(error) for error in field.errors]
    control_id = field.id_for_label or field.auto_id
    described = [f"{control_id}_hint"] * bool(hint) + [f"{control_id}_error"] * bool(errors)
    attrs: dict[str, str | bool] = {}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    is_checkbox = isinstance(field.field.widget, CheckboxInput)
    if not is_checkbox:
        given = str(field.field.widget.attrs.get("class", ""))
        attrs["class"] = f"input {given}".strip()
    return {
        "field": field, "label": label or field.label, "hint": hint, "errors": errors,
        "control_id": control_id, "control": field.as_widget(attrs=attrs),
        "is_checkbox": is_checkbox, "is_optional": not field.field.required,
    }  # fmt: skip
