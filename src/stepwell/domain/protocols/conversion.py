"""From TOML tables to definition types, telling every fault of every table, not only the first."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, TypeVar, get_args

import msgspec

from stepwell.domain.protocols.branches import BRANCHES
from stepwell.domain.protocols.problems import Problem
from stepwell.domain.protocols.rules import RULES

T = TypeVar("T", bound=msgspec.Struct)
_TAGGED: dict[str, tuple[str, dict[str, Any]]] = {
    "sequence": ("rule", RULES),
    "branches": ("when", BRANCHES),
}
_KINDS = {
    "int": "a whole number, without quotes",
    "str": 'text in quotes, such as "weekly"',
    "array": 'a list, such as ["one", "two"]',
    "bool": "true or false, without quotes",
    "object": "a table",
}


def convert_struct(
    kind: type[T],
    raw: dict[str, Any],
    file: str,
    text: str,
    lists: Sequence[str],
    problems: list[Problem],
) -> T | None:
    """One file as its type, or None where that cannot be; problems are added.

    Args:
        lists: the names of its arrays of tables, each of which is looked at for itself.
    """
    before = len(problems)
    lines = [line.strip() for line in text.splitlines()]
    types = {field.name: field.type for field in _fields_of(kind)}
    top = {key: value for key, value in raw.items() if key not in lists}
    _check_fields(kind, top, file, "", problems, ignore=lists)
    for name in lists:
        tables = raw.get(name, [])
        if name not in raw and _is_required(kind, name):
            problems.append(
                Problem(file, name, f"There is no [[{name}]].", f"Add at least one [[{name}]].")
            )
        if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
            problems.append(
                Problem(file, name, f"{name} is not a list of tables.", f"Write it as [[{name}]].")
            )
            continue
        item_kind = get_args(types[name])[0]
        heads = [n for n, line in enumerate(lines, 1) if line == f"[[{name}]]"]
        for number, table in enumerate(tables):
            place = _place(heads, name, number, table)
            of_kind = _kind_of(name, item_kind, table, file, place, problems)
            if of_kind is not None:
                fields = {k: v for k, v in table.items() if k != _TAGGED.get(name, ("",))[0]}
                _check_fields(of_kind, fields, file, place, problems)
    if len(problems) > before:
        return None
    return msgspec.convert(raw, kind)


def _kind_of(
    name: str, kind: Any, table: dict[str, Any], file: str, place: str, problems: list[Problem]
) -> Any:
    if name not in _TAGGED:
        return kind
    tag, kinds = _TAGGED[name]
    word = table.get(tag)
    if word in kinds:
        return kinds[str(word)]
    problems.append(
        Problem(
            file,
            place,
            f'There is no {tag} "{word}".' if word else f"It does not say which {tag} it is.",
            _suggestion(str(word), kinds, f"Write {tag} = and one of"),
        )
    )
    return None


def _check_fields(
    kind: Any,
    table: dict[str, Any],
    file: str,
    place: str,
    problems: list[Problem],
    ignore: Collection[str] = (),
) -> None:
    fields = {f.name: f for f in _fields_of(kind) if f.name not in ignore}
    for key in table:
        if key not in fields:
            remedy = _suggestion(key, [*fields, *ignore], "Remove it, or use one of")
            problems.append(Problem(file, place, f'"{key}" is not known here.', remedy))
    for key, field in fields.items():
        if key in table:
            trouble = _trouble(table[key], field.type)
            if trouble:
                where = f"{place}, {key}" if place else key
                problems.append(Problem(file, where, *trouble))
        elif field.required:
            problems.append(Problem(file, place, f'"{key}" is missing.', f"Add a line: {key} = …"))


def _trouble(value: Any, kind: Any) -> tuple[str, str] | None:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        message = str(error).partition(" - at")[0]
        wrong = re.match(r"Expected `(\w+)`.*, got `(\w+)`", message)
        if wrong:
            return (
                f"{value!r} is not {_KINDS.get(wrong[1], wrong[1])}.",
                f"Write {_KINDS.get(wrong[1], wrong[1])}.",
            )
        choices = _choices(kind)
        if choices:
            return f"{value!r} is not one of its words.", f"Use one of: {', '.join(choices)}."
        return f"{message}.", "Compare it with a shipped protocol."
    return None


def _choices(kind: Any) -> list[str]:
    inner = [kind, *get_args(kind)]
    return [member.value for one in inner if hasattr(one, "__members__") for member in one]


def _is_required(kind: type[msgspec.Struct], name: str) -> bool:
    return any(f.required for f in _fields_of(kind) if f.name == name)


@cache
def _fields_of(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """msgspec evaluates the annotations anew at every call."""
    return msgspec.structs.fields(kind)


def _place(heads: Sequence[int], name: str, number: int, table: dict[str, Any]) -> str:
    label = str(table.get("id") or f"number {number + 1}")
    line = f" (line {heads[number]})" if number < len(heads) else ""
    return f"[[{name}]] {label}{line}"


def _suggestion(word: str, known: Collection[str], otherwise: str) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    if close:
        return f'Did you mean "{close[0]}"?'
    return f"{otherwise}: {', '.join(known)}."
