"""The words of a protocol or session: one Markdown file per language.

    # Title
    One paragraph: what it is for.

    ## agenda.welcome: Welcome, and who is new
    What to do and say.

A heading names list and id of an item in the TOML file; text below it may be left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it import MarkdownIt

_HEADING = re.compile(r"^## +([a-z_]+)\.([a-z0-9-]+): *(.+?) *$")
_FIELD = re.compile(r"^- ([a-z][a-z0-9-]*): (.+)$", re.MULTILINE)
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "link", "autolink"])


@dataclass(frozen=True, slots=True)
class Words:
    """title: one line, plain. body: Markdown. line: of the heading in its file."""

    title: str
    body: str = ""
    line: int = 0

    @property
    def html(self) -> str:
        """Safe to show: raw HTML, links and images are off."""
        return str(_MARKDOWN.render(self.body)) if self.body else ""

    @property
    def fields(self) -> dict[str, str]:
        """The labels of a worksheet, by field."""
        return dict(_FIELD.findall(self.body))


@dataclass(frozen=True, slots=True)
class Prose:
    """title, summary: of the whole. items: by list name and id."""

    title: str
    summary: str
    items: Mapping[tuple[str, str], Words]

    def of(self, name: str, key: str) -> Words:
        """Of one item; an item without words shows its id, so that a gap is seen."""
        return self.items.get((name, key)) or Words(key)


@dataclass(frozen=True, slots=True)
class ProseTrouble:
    """line: in the file. problem, remedy: for the author."""

    line: int
    problem: str
    remedy: str


def parse_prose(text: str) -> tuple[Prose, list[ProseTrouble]]:
    """Read one file; what cannot be read is in the second value."""
    troubles: list[ProseTrouble] = []
    lines = text.splitlines()
    title, start = _title(lines, troubles)
    heads = [n for n, line in enumerate(lines) if n >= start and line.startswith("## ")]
    summary = "\n".join(lines[start : heads[0] if heads else len(lines)]).strip()
    if not summary:
        troubles.append(
            ProseTrouble(1, "There is no text below the title.", "Say in a few lines what it is.")
        )
    items: dict[tuple[str, str], Words] = {}
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=False):
        match = _HEADING.match(lines[head])
        if not match:
            troubles.append(
                ProseTrouble(
                    head + 1,
                    f'The heading "{lines[head]}" does not name an item.',
                    "Write a heading as ## list.id: Title.",
                )
            )
            continue
        key = (match[1], match[2])
        if key in items:
            troubles.append(
                ProseTrouble(
                    head + 1,
                    f"{match[1]}.{match[2]} has two headings.",
                    "Remove one, or give it the id it belongs to.",
                )
            )
        body = "\n".join(lines[head + 1 : end]).strip()
        items[key] = Words(match[3], body, head + 1)
    return Prose(title, summary, items), troubles


def _title(lines: list[str], troubles: list[ProseTrouble]) -> tuple[str, int]:
    for number, line in enumerate(lines):
        if line.startswith("# "):
            return line[2:].strip(), number + 1
        if line.strip():
            break
    troubles.append(
        ProseTrouble(1, "The first line is not a title.", 'Begin with one "#", a space, a title.')
    )
    return "", 0
