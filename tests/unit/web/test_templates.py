"""What every template under web/ must keep to, whoever wrote it."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from unit.web.template_text import FOR_BUILDERS, name_of, templates, untranslated

ALL = [pytest.param(path, id=name_of(path)) for path in templates()]
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)"),
    "htmx that needs eval": re.compile(r"\bhx-on\b|\bhx-vals=.js:"),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a thing fetched from elsewhere": re.compile(
        r"<(?:script|img|iframe|source|video)\b[^>]*\bsrc=[\"'](?:https?:)?//"
        r"|<link\b[^>]*\bhref=[\"'](?:https?:)?//"
    ),
}


@pytest.mark.parametrize("path", ALL)
def test_template_compiles(path: Path) -> None:
    """Compiling checks tags, arguments, icons, kinds and behaviors."""
    get_template(name_of(path))


@pytest.mark.parametrize("path", ALL)
@pytest.mark.parametrize("what", INLINE)
def test_template_has_no(what: str, path: Path) -> None:
    assert INLINE[what].findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", ALL)
def test_visible_words_are_marked_for_translation(path: Path) -> None:
    if path.name in FOR_BUILDERS:
        return
    assert untranslated(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello there</p>",
        '<a aria-label="Main menu"></a>',
        '<input placeholder="Town">',
        '{% button label="Save" %}',
        "{% if x %}Yes{% endif %}",
        '<button data-copied="Copied"></button>',
    ],
)
def test_scanner_sees_bare_words(source: str) -> None:
    assert untranslated(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p class="soft">{% translate "Hello" %} &amp; {{ name }} 911</p>',
        "{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %}",
        '<a aria-label="{% translate "Main" %}" data-behavior="leave">x</a>',
        '{% button label=_("Save") kind="sun" %}',
        "{# a note to builders #}",
        '<svg viewBox="0 0 1 1"><path d="Mm"/></svg>',
    ],
)
def test_scanner_lets_marked_words_pass(source: str) -> None:
    assert untranslated(source) == []


@pytest.mark.parametrize(
    ("what", "source"),
    [
        ("a style attribute", '<p style="x">'),
        ("an event attribute", '<p class="a" onclick="x()">'),
        ("an inline script", "<script nonce='x'>1</script>"),
        ("a thing fetched from elsewhere", '<img src="//example.org/x.png">'),
        ("htmx that needs eval", '<p hx-on:click="x">'),
    ],
)
def test_scanner_sees(what: str, source: str) -> None:
    assert INLINE[what].search(source)
