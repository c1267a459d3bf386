# ruff: noqa: A002  (arguments carry HTML's own words: id, type)
"""Component tags. Keyword-only arguments, one template each in templates/shared/parts/.

A misspelt argument, icon, kind or behavior fails when the template is compiled. Signatures are
listed in web/shared/README.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.template.base import FilterExpression, Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from stepwell.web.shared import art
from stepwell.web.shared.checked_tags import literal, vocabulary
from stepwell.web.shared.fields import field_view
from stepwell.web.shared.icons import UnknownIcon, check_icon, icon_svg
from stepwell.web.shared.rows import MeetingRow
from stepwell.web.shared.scripts import behavior_names, module_map
from stepwell.web.shared.stylesheet import stylesheet

register = template.Library()

_NOTHING = SafeString("")
PARTS = "shared/parts"
BUTTON_KINDS = ("", "line", "sun", "urgent", "plain", "link")
FLAG_KINDS = ("", "act", "watch", "ok")
NOTICE_ICONS = {"": "info", "warn": "triangle-alert", "error": "octagon-alert"} | {
    "offline": "cloud-off"
}
CARD_KINDS = ("", "wash", "flush", "alarm", "deep")


class IconNode(template.Node):
    def __init__(self, name: FilterExpression, classes: str) -> None:
        self.name = name
        self.classes = classes

    def render(self, context: template.Context) -> SafeString:
        return icon_svg(str(self.name.resolve(context)), self.classes)


@register.tag
def icon(parser: Parser, token: Token) -> IconNode:
    """`{% icon "life-buoy" %}`, `{% icon "circle-alert" inline %}`, `{% icon "…" turn %}`.

    `inline` sits in a sentence; `turn` mirrors in right-to-left text (arrows).
    """
    tag, *bits = token.split_contents()
    if not bits:
        raise template.TemplateSyntaxError(f"{{% {tag} %}} needs the name of an icon.")
    name, *options = bits
    unknown = [option for option in options if option not in ("inline", "turn")]
    if unknown:
        raise template.TemplateSyntaxError(
            f"{{% {tag} %}} does not know {unknown[0]!r}; after the name it takes: inline, turn."
        )
    expression = parser.compile_filter(name)
    word = literal(expression)
    if word is not None:
        try:
            check_icon(word)
        except UnknownIcon as error:
            raise template.TemplateSyntaxError(str(error)) from error
    return IconNode(expression, " ".join(options))


@register.inclusion_tag(f"{PARTS}/mark.html")
def mark() -> dict[str, Any]:
    """The mark: a section through a stepwell."""
    return {}


@register.simple_tag
def stepwell_art() -> SafeString:
    """The hero drawing."""
    return art.stepwell_art()


@vocabulary(register, kind=BUTTON_KINDS, behavior=behavior_names(), size=("", "wide", "big"))
@register.inclusion_tag(f"{PARTS}/button.html")
def button(
    *,
    label: str,
    href: str = "",
    kind: str = "",
    size: str = "",
    icon: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
    behavior: str = "",
    id: str = "",
    is_busy: bool = False,
    is_disabled: bool = False,
) -> dict[str, Any]:
    """A button, or a link that looks like one where `href` is given. Buttons are verbs."""
    look = "link" if kind == "link" else " ".join(filter(None, ("btn", kind, size)))
    return {
        "label": label, "href": href, "look": look, "svg": icon_svg(icon) if icon else "",
        "type": type, "name": name, "value": value, "behavior": behavior, "id": id,
        "is_busy": is_busy, "is_disabled": is_disabled,
    }  # fmt: skip


@vocabulary(register)
@register.inclusion_tag(f"{PARTS}/badge.html")
def badge(*, label: str, icon: str = "", is_on: bool = False, lang: str = "") -> dict[str, Any]:
    """A fact, never an alarm. `is_on` for in person, online, either."""
    return {
        "label": label,
        "svg": icon_svg(icon) if icon else "",
        "is_on": is_on,
        "lang": lang,
    }


@vocabulary(register, kind=FLAG_KINDS)
@register.inclusion_tag(f"{PARTS}/flag.html")
def flag(*, label: str, icon: str, kind: str = "") -> dict[str, Any]:
    """Icon and words. `act` means today; at most one a row."""
    return {"label": label, "svg": icon_svg(icon), "kind": kind}


@vocabulary(register, kind=tuple(NOTICE_ICONS), role=("", "status", "alert"))
@register.simple_block_tag(end_name="endnotice")
def notice(content: str, *, kind: str = "", role: str = "", icon: str = "") -> SafeString:
    """`{% notice kind="warn" %}…{% endnotice %}`; an error is announced as an alert."""
    return part(
        "notice",
        content=content,
        kind=kind,
        role=role or {"error": "alert", "offline": "status"}.get(kind, ""),
        svg=icon_svg(icon or NOTICE_ICONS[kind]),
    )


@vocabulary(register, kind=CARD_KINDS)
@register.simple_block_tag(end_name="endcard")
def card(content: str, *, title: str = "", id: str = "", kind: str = "") -> SafeString:
    """A card; with a title it is a section named by it. Don't nest cards."""
    return part("card", content=content, title=title, id=id, kind=kind)


@vocabulary(register)
@register.simple_block_tag(end_name="endfold")
def fold(content: str, *, summary: str, is_open: bool = False, id: str = "") -> SafeString:
    """A native details element: more, for those who want it."""
    return part("fold", content=content, summary=summary, is_open=is_open, id=id)


@vocabulary(register)
@register.simple_block_tag(end_name="endempty")
def empty(content: str, *, title: str, level: int = 3) -> SafeString:
    """Nothing here: say the nearest alternative inside, as a sentence and a button.

    level: of the title's heading.
    """
    return part("empty", content=content, title=title, level=level)


@register.filter
def in_words(value: object, words: Mapping[object, object]) -> object:
    """A slug in the words of a table. Raises KeyError where the table does not know it."""
    return words[value]


@register.inclusion_tag(f"{PARTS}/bones.html")
def bones(*, label: str, lines: int = 4) -> dict[str, Any]:
    """What stands where a list is loading; `label` says what is loading."""
    return {"label": label, "lines": range(lines)}


@register.inclusion_tag(f"{PARTS}/field.html")
def field(
    *, field: BoundField, hint: str = "", label: str = "", is_label_hidden: bool = False
) -> dict[str, Any]:
    """Label, control, hint and error of one form field, tied together for screen readers."""
    return field_view(field, hint=hint, label=label) | {"is_label_hidden": is_label_hidden}


@register.inclusion_tag(f"{PARTS}/picks.html")
def picks(*, field: BoundField, label: str = "", is_label_hidden: bool = False) -> dict[str, Any]:
    """Radio buttons or checkboxes of a choice field, each easy to hit."""
    return field_view(field, hint="", label=label) | {"is_label_hidden": is_label_hidden}


@register.inclusion_tag(f"{PARTS}/meeting_row.html")
def meeting_row(*, row: MeetingRow, level: int = 3) -> dict[str, Any]:
    """One `<li>` of a `<ul class="rows" role="list">`; `level` is that of its heading."""
    return {"row": row, "level": level}


@register.inclusion_tag(f"{PARTS}/meeting_rows.html")
def meeting_rows(
    *, rows: Iterable[MeetingRow] = (), html: SafeString = _NOTHING, level: int = 3
) -> dict[str, Any]:
    """The whole list, its "in 42 min" kept up to date where script runs.

    Args:
        html: the `<li>`s, where a view has rendered (and kept) them already; then no `rows`.
    """
    return {"rows": rows, "html": html, "level": level}


@register.inclusion_tag(f"{PARTS}/flight.html")
def flight(
    *, steps: Sequence[tuple[str, str]], current: int = 0, is_track: bool = False
) -> dict[str, Any]:
    """An ordered list as steps going down: (bold start, rest). Up to seven, or twelve as a track.

    Args:
        current: number of the step where the person is, from 1; those before it are done.
    """
    return {"steps": steps, "current": current, "is_track": is_track, "is_long": len(steps) > 7}


@register.inclusion_tag(f"{PARTS}/page_nav.html")
def page_nav(
    *, label: str, previous_url: str = "", next_url: str = "", where: str = ""
) -> dict[str, Any]:
    """Earlier and later pages of one list; `where` says which part is shown."""
    return {"label": label, "previous_url": previous_url, "next_url": next_url, "where": where}


@register.inclusion_tag(f"{PARTS}/htmx.html", takes_context=True)
def htmx(context: template.Context) -> dict[str, Any]:
    """htmx itself, for the pages that use it: `{% block htmx %}{% htmx %}{% endblock %}`."""
    return {"request": context.get("request")}


@register.simple_tag
def stylesheet_version() -> str:
    return stylesheet().version


@register.simple_tag
def behavior_modules() -> str:
    return module_map()


def part(name: str, **values: Any) -> SafeString:
    return mark_safe(render_to_string(f"{PARTS}/{name}.html", values))  # noqa: S308 (a template)
