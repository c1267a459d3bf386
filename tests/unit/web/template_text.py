"""Reads templates as text, for the tests that look for what must not stand in them."""

import re
from collections.abc import Iterator
from pathlib import Path

import stepwell.web

WEB = Path(stepwell.web.__file__).parent
FOR_BUILDERS = {"gallery.html"}
"""Pages that no visitor reads, so that translators needn't either."""

_COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
_CLASSES = re.compile(
    r"\{% block (?:(?:body|main)_class|(?:body|html)_attributes) %\}.*?\{% endblock[^%]*%\}",
    re.DOTALL,
)
_TRANSLATED = re.compile(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", re.DOTALL)
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_MARKUP = re.compile(r"<(?:svg|script|style)\b.*?</(?:svg|script|style)>|<[^>]*>", re.DOTALL)
_ENTITY = re.compile(r"&#?\w+;")
_SPOKEN = re.compile(r"\b(?:aria-label|placeholder|title|alt|data-(?!behavior)\w+)=\"([^\"]*)\"")
_COMPONENT_WORDS = re.compile(r"\b(?:label|title|summary|hint|where)=(\"[^\"]*\"|'[^']*')")
_WORD = re.compile(r"[^\W\d_]{2,}")


def templates() -> list[Path]:
    return sorted(WEB.rglob("templates/**/*.html"))


def name_of(path: Path) -> str:
    return path.as_posix().split("/templates/")[-1]


def untranslated(source: str) -> list[str]:
    """Visible words, and words read aloud, outside every translation tag."""
    for pattern in (_COMMENTS, _CLASSES, _TRANSLATED):
        source = pattern.sub("", source)
    return [words for words in _visible(source) if _WORD.search(words)]


def _visible(source: str) -> Iterator[str]:
    for tag in _TEMPLATE.findall(source):
        if not tag.startswith("{% translate"):
            yield from (match[1].strip("\"'") for match in _COMPONENT_WORDS.finditer(tag))
    plain = _TEMPLATE.sub("", source)
    yield from (match[1] for match in _SPOKEN.finditer(plain))
    for line in _MARKUP.sub("\n", plain).splitlines():
        yield _ENTITY.sub(" ", line).strip()
