"""What a look at one table cannot see: names that lead nowhere, words that are missing, a step
without a secular reading, private writing that would leave the notebook."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.problems import Problem
from stepwell.domain.steps.cross_check_words import check_words
from stepwell.domain.steps.definition import (
    GENERAL,
    SECULAR,
    Definition,
    FieldKind,
    Practice,
    StepDefinition,
    Workbook,
    WorkbookDefinition,
    WorksheetDefinition,
    items_of,
)

MAIN = "workbook.toml"
HOW_MANY = 12
QUESTIONS = range(5, 9)
_KEY = re.compile(r"\bS\d+[a-z]?\b")
_SLUG = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")


def cross_check(workbook: Workbook, *, readable: bool) -> Iterator[Problem]:
    """readable: every file could be read; otherwise what depends on all of them is left out."""
    definition = workbook.definition
    files: dict[str, Definition] = {
        MAIN: definition,
        **{f"steps/{slug}.toml": one for slug, one in workbook.steps.items()},
        **{f"worksheets/{slug}.toml": one for slug, one in workbook.worksheets.items()},
    }
    yield from _workbook(definition)
    for file, one in files.items():
        yield from _items(file, one, definition.sources)
    for slug, step in workbook.steps.items():
        yield from _step(f"steps/{slug}.toml", slug, step)
    for slug, worksheet in workbook.worksheets.items():
        yield from _worksheet(f"worksheets/{slug}.toml", slug, worksheet)
    if readable:
        yield from _names("steps", definition.steps, workbook.steps)
        yield from _names("worksheets", definition.worksheets, workbook.worksheets)
        yield from _used_worksheets(workbook)
    yield from check_words(
        workbook, {file.removesuffix(".toml"): one for file, one in files.items()}
    )


def _workbook(definition: WorkbookDefinition) -> Iterator[Problem]:
    if bool(definition.reviewed_by) is not bool(definition.reviewed_on):
        yield Problem(
            MAIN,
            "reviewed_by",
            "A review needs both a name and a date.",
            "Fill in reviewed_by and reviewed_on, or leave both empty.",
        )
    if len(definition.steps) != HOW_MANY:
        yield Problem(
            MAIN,
            "steps",
            f"There are {HOW_MANY} steps, not {len(definition.steps)}.",
            "Name each of them once, in their order.",
        )
    named = {one.id for one in definition.practices}
    for practice in Practice:
        if practice not in named:
            yield Problem(
                MAIN, "practices", f'"{practice}" is not there.', "Add it as [[practices]]."
            )
    fellowships = Counter(slug for one in definition.objects for slug in one.fellowships)
    for slug, times in fellowships.items():
        if times > 1:
            yield Problem(
                MAIN, "objects", f'"{slug}" has {times} objects.', "Leave it with one of them."
            )
    if GENERAL not in {one.id for one in definition.objects}:
        yield Problem(
            MAIN,
            "objects",
            f'There is no "{GENERAL}".',
            "Add it: the words for someone who has named no fellowship.",
        )


def _items(file: str, of: Definition, sources: Mapping[str, str]) -> Iterator[Problem]:
    seen: Counter[tuple[str, str]] = Counter()
    if not isinstance(of, WorkbookDefinition):
        yield from _stated(file, "source", of.basis, of.source, sources)
    for name, item in items_of(of):
        place = f"[[{name}]] {item.id}"
        seen[name, item.id] += 1
        if seen[name, item.id] == 2:
            yield Problem(
                file, place, "Another one has the same id.", "Give each an id of its own."
            )
        if not _SLUG.match(item.id):
            yield Problem(
                file, place, "That cannot be an id.", "Use small letters, digits and hyphens."
            )
        yield from _stated(file, f"{place}, source", item.basis, item.source, sources)


def _stated(
    file: str, place: str, basis: Basis, source: str, sources: Mapping[str, str]
) -> Iterator[Problem]:
    keys = _KEY.findall(source)
    if not source.strip():
        yield Problem(file, place, "It is empty.", "Name the source, or say why we do it so.")
    elif basis is Basis.SOURCE and not keys:
        yield Problem(
            file,
            place,
            'basis = "source", but no source is named.',
            'Name one of [sources], such as "S78", or choose recalled or design.',
        )
    for key in keys:
        if key not in sources:
            yield Problem(
                file, place, f"{key} is not in [sources].", f"Add it to {MAIN}: {key} = …"
            )


def _step(file: str, slug: str, step: StepDefinition) -> Iterator[Problem]:
    yield from _same_slug(file, slug, step.slug)
    if len(step.questions) not in QUESTIONS:
        yield Problem(
            file,
            "questions",
            f"There are {len(step.questions)} questions.",
            f"Ask {QUESTIONS.start} to {QUESTIONS.stop - 1}.",
        )
    for one in step.practices:
        if one.id not in set(Practice):
            yield Problem(
                file,
                f"[[practices]] {one.id}",
                "There is no such practice.",
                f"Use one of: {', '.join(Practice)}.",
            )
    if SECULAR not in {one.id for one in step.readings}:
        yield Problem(
            file,
            "readings",
            "There is no secular reading.",
            f'Add a [[readings]] with id = "{SECULAR}".',
        )


def _worksheet(file: str, slug: str, worksheet: WorksheetDefinition) -> Iterator[Problem]:
    yield from _same_slug(file, slug, worksheet.slug)
    for field in worksheet.fields:
        is_choice = field.kind in (FieldKind.CHOICE, FieldKind.CHOICES)
        if is_choice is not (len(field.choices) > 1):
            yield Problem(
                file,
                f"[[fields]] {field.id}, choices",
                "A choice needs two or more to choose from."
                if is_choice
                else "Only a choice has them.",
                "Add them." if is_choice else 'Remove them, or write kind = "choice".',
            )


def _same_slug(file: str, stem: str, slug: str) -> Iterator[Problem]:
    if stem != slug:
        yield Problem(
            file,
            "slug",
            f'The slug is "{slug}", but the file is called {stem}.toml.',
            "Give both the same name.",
        )


def _names(
    folder: str, named: tuple[str, ...], there: Mapping[str, StepDefinition | WorksheetDefinition]
) -> Iterator[Problem]:
    for slug, times in Counter(named).items():
        if times > 1:
            yield Problem(MAIN, folder, f'"{slug}" stands {times} times.', "Leave one.")
        if slug not in there:
            yield Problem(
                MAIN,
                folder,
                f'"{slug}" has no file.',
                f"Write {folder}/{slug}.toml, or remove the name.",
            )
    for slug, one in there.items():
        if slug not in named:
            yield Problem(
                f"{folder}/{slug}.toml",
                "",
                f"{MAIN} does not name it.",
                f'Add "{slug}" to {folder} there, or remove the file.',
            )
        elif isinstance(one, StepDefinition) and one.number != named.index(slug) + 1:
            yield Problem(
                f"{folder}/{slug}.toml",
                "number",
                f"The number is {one.number}, but it stands in place {named.index(slug) + 1}.",
                f"Change the number, or the order in {MAIN}.",
            )


def _used_worksheets(workbook: Workbook) -> Iterator[Problem]:
    used = set()
    for step in workbook.steps.values():
        for slug in step.worksheets:
            used.add(slug)
            worksheet = workbook.worksheets.get(slug)
            if worksheet is None:
                yield Problem(
                    f"steps/{step.slug}.toml",
                    "worksheets",
                    f'There is no worksheet "{slug}".',
                    f"Write worksheets/{slug}.toml, or remove the name.",
                )
            elif step.is_private and not worksheet.is_private:
                yield Problem(
                    f"worksheets/{slug}.toml",
                    "is_private",
                    f"Step {step.number} is for the private notebook only.",
                    "Write is_private = true.",
                )
    for slug in workbook.worksheets:
        if slug not in used:
            yield Problem(
                f"worksheets/{slug}.toml",
                "",
                "No step uses it.",
                "Name it in worksheets of a step, or remove the file.",
            )
