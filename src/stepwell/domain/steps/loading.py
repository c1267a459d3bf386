"""From files to a checked workbook: parse, convert, cross-check. All problems come at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from stepwell.domain.protocols.conversion import convert_struct
from stepwell.domain.protocols.loading import SOURCE_LANGUAGE, content_hash
from stepwell.domain.protocols.problems import Problem, ProtocolRefused
from stepwell.domain.protocols.prose import Prose, parse_prose
from stepwell.domain.protocols.reading import decode_files, read_toml
from stepwell.domain.steps.cross_check import MAIN, cross_check
from stepwell.domain.steps.definition import (
    STEP_ITEMS,
    WORKBOOK_ITEMS,
    WORKSHEET_ITEMS,
    Definition,
    StepDefinition,
    Workbook,
    WorkbookDefinition,
    WorksheetDefinition,
)

T = TypeVar("T", bound=Definition)
_Texts = Mapping[str, str]


def load_workbook(files: Mapping[str, bytes]) -> Workbook:
    """
    Args:
        files: all of the folder, by name from there ("steps/hope.toml").

    Raises:
        ProtocolRefused: with every problem found, not only the first.
    """
    problems: list[Problem] = []
    texts = decode_files(files, problems)
    definition = _one(WorkbookDefinition, MAIN, texts, WORKBOOK_ITEMS, problems)
    steps = _folder(StepDefinition, "steps", texts, STEP_ITEMS, problems)
    worksheets = _folder(WorksheetDefinition, "worksheets", texts, WORKSHEET_ITEMS, problems)
    prose = _prose(texts, problems)
    if definition is not None:
        workbook = Workbook(definition, steps, worksheets, prose, content_hash(files))
        problems.extend(cross_check(workbook, readable=not problems))
    if problems or definition is None:
        raise ProtocolRefused(sorted(set(problems)))
    return workbook


def _one(
    kind: type[T], name: str, texts: _Texts, lists: Sequence[str], problems: list[Problem]
) -> T | None:
    if name not in texts:
        problems.append(Problem(name, "", "The file is missing.", "Write it; see docs/steps.md."))
        return None
    raw = read_toml(name, texts[name], problems)
    if raw is None:
        return None
    return convert_struct(kind, raw, name, texts[name], lists, problems)


def _folder(
    kind: type[T], folder: str, texts: _Texts, lists: Sequence[str], problems: list[Problem]
) -> dict[str, T]:
    found: dict[str, T] = {}
    for name in sorted(texts):
        if not (name.startswith(f"{folder}/") and name.endswith(".toml")):
            continue
        one = _one(kind, name, texts, lists, problems)
        if one is not None:
            found[name.removeprefix(f"{folder}/").removesuffix(".toml")] = one
    return found


def _prose(texts: _Texts, problems: list[Problem]) -> dict[str, dict[str, Prose]]:
    prose: dict[str, dict[str, Prose]] = {SOURCE_LANGUAGE: {}}
    for name, text in sorted(texts.items()):
        stem, _, language = name.removesuffix(".md").rpartition(".")
        if name.endswith(".md") and stem:
            words, troubles = parse_prose(text)
            prose.setdefault(language, {})[stem] = words
            problems.extend(Problem(name, f"line {t.line}", t.problem, t.remedy) for t in troubles)
        elif not name.endswith(".toml"):
            problems.append(
                Problem(
                    name,
                    "",
                    "The workbook has no such file.",
                    "Keep structure in .toml and words in .en.md files; move others away.",
                )
            )
    return prose
