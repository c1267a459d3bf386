"""Whether every language has words for everything, and for nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stepwell.domain.protocols.problems import Problem
from stepwell.domain.protocols.prose import Prose
from stepwell.domain.steps.definition import (
    SLOT,
    UNWORDED,
    Definition,
    StepDefinition,
    Workbook,
    WorksheetField,
    items_of,
)

_BRACES = re.compile(r"\{[^}]*\}?|\}")


def check_words(workbook: Workbook, files: Mapping[str, Definition]) -> Iterator[Problem]:
    """A language is whole or it is not there: nobody should read half a step.

    Args:
        files: definitions by the name of their file without its ending.
    """
    for language, prose in workbook.prose.items():
        for stem, of in files.items():
            file = f"{stem}.{language}.md"
            if stem not in prose:
                yield Problem(
                    file, "", "The file is missing.", "Write it: title, summary and every item."
                )
            else:
                yield from _items(file, of, prose[stem])
                yield from _slots(file, prose[stem])
        for stem in prose.keys() - files.keys():
            yield Problem(
                f"{stem}.{language}.md",
                "",
                f"There is no {stem}.toml.",
                "Rename it, or write that.",
            )


def _items(file: str, of: Definition, prose: Prose) -> Iterator[Problem]:
    wanted = {
        (name, item.id): item
        for name, item in items_of(of)
        if not (isinstance(of, StepDefinition) and name in UNWORDED)
    }
    for key, item in wanted.items():
        words = prose.items.get(key)
        if words is None:
            yield Problem(
                file,
                f"{key[0]}.{key[1]}",
                "It has no words.",
                f"Add a heading: ## {key[0]}.{key[1]}: …",
            )
        elif isinstance(item, WorksheetField):
            for choice in item.choices:
                if choice not in words.fields:
                    yield Problem(
                        file,
                        f"line {words.line}",
                        f'The choice "{choice}" has no label.',
                        f"Add a line below the heading: - {choice}: …",
                    )
    for key, words in prose.items.items():
        if key not in wanted:
            yield Problem(
                file,
                f"line {words.line}",
                f"There is no [[{key[0]}]] {key[1]}.",
                "Correct the heading, or add the item to the .toml file.",
            )


def _slots(file: str, prose: Prose) -> Iterator[Problem]:
    said = [prose.title, prose.summary]
    said += [part for words in prose.items.values() for part in (words.title, words.body)]
    for found in _BRACES.findall("\n".join(said)):
        if found != SLOT:
            yield Problem(
                file, "", f'"{found}" is no slot.', f"Write {SLOT}, or leave the braces out."
            )
