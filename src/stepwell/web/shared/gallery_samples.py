"""Invented content for the gallery: every part in every state."""

from datetime import UTC, datetime
from typing import Any

from django import forms

from stepwell.web.shared.icons import drawings
from stepwell.web.shared.rows import Badge, MeetingRow

COLORS = {
    "page": "limestone, the ground",
    "surface": "cards, inputs",
    "sunk": "wells",
    "ink": "text",
    "soft": "second text",
    "line": "hairlines, never alone",
    "edge": "control borders, 3:1",
    "water": "links, chosen",
    "fill": "bars, done",
    "wash": "quiet emphasis",
    "deep": "bars and hero",
    "sun": "now, and where you are",
    "sand": "steps, initials",
    "clay": "act today, errors",
    "clay-fill": "emergency buttons only",
}

ROWS = (
    MeetingRow(
        code="sample-1", name="Evening Anchor", url="#rows", time_label="6:00 pm",
        starts_at=datetime(2026, 11, 23, 23, 0, tzinfo=UTC), relative_label="in 12 min",
        distance_label="online", line="NA speaker meeting, by video or phone.", is_online=True,
        badges=(Badge("video", "Online", True), Badge("door-open", "Open to anyone")),
    ),
    MeetingRow(
        code="sample-2", name="Luz de la tarde", url="#rows", time_label="6:30 pm", lang="es",
        starts_at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC), relative_label="in 42 min",
        distance_label="0.6 mi", line="AA, for people who are new. Side door on Quay Lane.",
        badges=(
            Badge("map-pin", "In person", True), Badge("footprints", "Good first meeting"),
            Badge("accessibility", "Step-free"), Badge("languages", "En español"),
        ),
    ),
    MeetingRow(
        code="sample-3", url="#rows", time_label="7:00 pm",
        name="A group with a very long name that wraps over several lines on a small phone",
        starts_at=datetime(2026, 11, 24, 0, 0, tzinfo=UTC),
        badges=(Badge("monitor", "In person or online", True), Badge("lock", "Members only")),
    ),
)  # fmt: skip

STEPS = (
    ("Before.", "A room with chairs and coffee. Sit anywhere; near the door is fine."),
    ("The middle.", "People take turns. “I’ll pass” is an answer."),
    ("After.", "Most people stay ten minutes."),
)
TRACK = tuple(("", f"{number} of twelve") for number in range(1, 13))


class SampleForm(forms.Form):
    near = forms.CharField(label="Town or ZIP code", help_text="Used once, then forgotten.")
    phone = forms.CharField(label="Phone", min_length=10)
    day = forms.ChoiceField(label="Day", choices=[("0", "Today"), ("1", "Tomorrow")])
    name = forms.CharField(label="Name", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    agrees = forms.BooleanField(label="Keep this on my list", required=False)
    when = forms.ChoiceField(
        label="When", choices=[("today", "Today"), ("week", "This week")], widget=forms.RadioSelect
    )
    suits = forms.MultipleChoiceField(
        label="Who it suits",
        choices=[("step-free", "Step-free"), ("women", "Women"), ("es", "En español")],
        widget=forms.CheckboxSelectMultiple,
    )


def samples() -> dict[str, Any]:
    form = SampleForm(
        {"near": "Mill Green", "phone": "555-01", "when": "today", "suits": ["women", "wrong"]}
    )
    form.is_valid()
    return {
        "colors": COLORS, "rows": ROWS, "steps": STEPS, "track": TRACK, "form": form,
        "icons": sorted(drawings()),
    }  # fmt: skip
