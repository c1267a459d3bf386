"""Every part renders, and a slip of the pen is refused when the template is compiled."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import SafeString

from stepwell.web.shared.icons import UnknownIcon
from stepwell.web.shared.rows import Badge, MeetingRow


def rendered(source: str, values: Mapping[str, object] | None = None) -> str:
    return Template(source).render(Context(values or {})).strip()


class NearForm(forms.Form):
    near = forms.CharField(label="Town", help_text="Used once.")
    when = forms.ChoiceField(choices=[("a", "Today"), ("b", "Week")], widget=forms.RadioSelect)
    keep = forms.BooleanField(label="Keep", required=False)


def row(**changes: object) -> MeetingRow:
    values: dict[str, object] = {
        "code": "k7q", "name": "Evening <Anchor>", "url": "/meetings/k7q/",
        "starts_at": datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "time_label": "6:30 pm",
        "relative_label": "in 42 min", "distance_label": "0.6 mi", "line": "AA & friends.",
        "badges": (Badge("map-pin", "In person", True), Badge("lock", "Members only")),
    }  # fmt: skip
    return MeetingRow(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "source",
    [
        '{% button lable="Save" %}',
        '{% button "Save" %}',
        "{% button %}",
        '{% badge label="x" colour="red" %}',
        "{% meeting_row rows=rows %}",
        '{% notice tone="warn" %}x{% endnotice %}',
        '{% fold title="x" %}x{% endfold %}',
        "{% icon %}",
        '{% icon "lock" upside-down %}',
    ],
)
def test_part_with_misspelt_arguments_is_refused_at_compile_time(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ('{% icon "heart" %}', "no icon named 'heart'"),
        ('{% button label="x" icon="heart" %}', "no icon named 'heart'"),
        ('{% badge label="x" icon="heart" %}', "no icon named 'heart'"),
        ('{% notice icon="heart" %}x{% endnotice %}', "no icon named 'heart'"),
        ('{% button label="x" kind="red" %}', "use one of: line, link, plain, sun, urgent"),
        ('{% button label="x" behavior="dance" %}', "behavior='dance' is not known"),
        ('{% flag label="x" icon="lock" kind="on" %}', "use one of: act, ok, watch"),
        ('{% notice kind="sad" %}x{% endnotice %}', "kind='sad' is not known"),
        ('{% card kind="round" %}x{% endcard %}', "kind='round' is not known"),
    ],
)
def test_part_with_unknown_word_is_refused_at_compile_time(source: str, says: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=says):
        Template(source)


def test_icon_from_variable_is_checked_when_rendered() -> None:
    assert '<svg class="i inline"' in rendered("{% icon name inline %}", {"name": "lock"})
    with pytest.raises(UnknownIcon):
        rendered("{% icon name %}", {"name": "heart"})


def test_button_with_address_is_a_link() -> None:
    html = rendered(
        '{% button label=words href=url kind="line" size="wide" %}',
        {"words": "<Go>", "url": "/x/?a=1&b=2"},
    )
    assert html == '<a class="btn line wide" href="/x/?a=1&amp;b=2">&lt;Go&gt;</a>'


def test_button_states_are_said_in_markup() -> None:
    html = rendered('{% button label="Saving" name="a" value="b" is_busy=True is_disabled=True %}')
    assert 'type="submit" name="a" value="b" aria-busy="true" disabled' in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% badge label="x" is_on=True %}', '<span class="badge on">x</span>'),
        ('{% flag label="Call" icon="phone-call" kind="act" %}', '<span class="flag act"><svg'),
        ('{% notice kind="error" %}a <b>b</b>{% endnotice %}', 'role="alert"'),
        ('{% notice kind="offline" %}x{% endnotice %}', 'role="status"'),
        ('{% card title="T" id="t" %}<p>x</p>{% endcard %}', 'aria-labelledby="t"'),
        ('{% card kind="wash" %}<p>x</p>{% endcard %}', '<div class="card stack wash"><p>'),
        ('{% fold summary="More" is_open=True %}x{% endfold %}', '<details class="fold" open>'),
        ('{% empty title="None" %}<p>x</p>{% endempty %}', "<h3>None</h3><p>x</p>"),
        ('{% bones label="Loading" lines=2 %}', 'aria-busy="true" aria-label="Loading"'),
        ('{% page_nav label="Pages" next_url="/2/" %}', 'href="/2/" rel="next"'),
        ("{% mark %}", '<svg class="mark"'),
        ("{% stepwell_art %}", '<svg class="art" width="656" height="422"'),
        ("{% htmx %}", "vendor/htmx.min.js"),
    ],
)
def test_part_renders(source: str, expected: str) -> None:
    assert expected in rendered(source)


def test_notice_escapes_variables_inside() -> None:
    assert "&lt;i&gt;" in rendered("{% notice %}{{ v }}{% endnotice %}", {"v": "<i>"})


def test_flight_marks_done_and_current() -> None:
    steps = [("One.", "first"), ("", "second"), ("", "third")]
    html = rendered("{% flight steps=steps current=2 %}", {"steps": steps})
    assert '<li class="done"><b>One.</b> first</li><li aria-current="step">second</li>' in html
    assert "<li>third</li>" in html


def test_field_ties_hint_and_error_to_the_control() -> None:
    html = rendered("{% field field=form.near %}", {"form": NearForm({"near": ""})})
    assert 'aria-describedby="id_near_hint id_near_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_near_hint"' in html
    assert 'id="id_near_error"' in html


def test_field_without_error_keeps_what_was_typed() -> None:
    form = NearForm({"near": "06457", "when": "a"})
    html = rendered("{% field field=form.near is_label_hidden=True %}", {"form": form})
    assert 'value="06457"' in html
    assert "aria-invalid" not in html
    assert '<label for="id_near" class="sr">' in html


def test_field_of_checkbox_is_one_target() -> None:
    html = rendered("{% field field=form.keep %}", {"form": NearForm()})
    assert '<label class="pick"><input type="checkbox"' in html


def test_picks_show_every_choice_and_the_error() -> None:
    html = rendered("{% picks field=form.when %}", {"form": NearForm({"when": "c"})})
    assert html.count('<label class="pick">') == 2
    assert 'id="id_when_error"' in html


def test_meeting_row_says_time_place_and_facts() -> None:
    html = rendered("{% meeting_row row=row %}", {"row": row(lang="es")})
    assert '<time datetime="2026-11-23T23:30+00:00">6:30 pm</time>' in html
    assert '<a href="/meetings/k7q/" lang="es">Evening &lt;Anchor&gt;</a></h3>' in html
    assert "AA &amp; friends." in html
    assert '<span class="badge on"><svg' in html
    assert 'data-behavior="shortlist" data-code="k7q"' in html


def test_meeting_row_online_may_be_shown_in_the_visitors_zone() -> None:
    html = rendered("{% meeting_row row=row %}", {"row": row(is_online=True)})
    assert 'datetime="2026-11-23T23:30+00:00" data-behavior="local-time"' in html


def test_meeting_row_with_heading_level_closes_what_it_opens() -> None:
    html = rendered("{% meeting_row row=row level=2 %}", {"row": row()})
    assert html.count("<h2>") == html.count("</h2>") == 1


def test_meeting_rows_keep_order_and_carry_the_words() -> None:
    html = rendered("{% meeting_rows rows=rows %}", {"rows": [row(name="A"), row(name="B")]})
    assert html.index(">A</a>") < html.index(">B</a>")
    assert 'data-minutes="in {minutes} min"' in html


def test_meeting_rows_wrap_items_already_rendered() -> None:
    html = rendered("{% meeting_rows html=items %}", {"items": SafeString("<li>x</li>")})
    assert 'data-started="just started"><li>x</li></ul>' in html


def test_meeting_rows_escape_what_was_not_rendered() -> None:
    assert "&lt;li&gt;" in rendered("{% meeting_rows html=items %}", {"items": "<li>"})


def test_badge_with_unknown_icon_is_refused() -> None:
    with pytest.raises(UnknownIcon, match="heart"):
        rendered("{% meeting_row row=row %}", {"row": row(badges=(Badge("heart", "x"),))})
