"""What a look at one table cannot see: names that lead nowhere, words that are missing, minutes
that do not add up, sessions that nobody can reach."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.cross_check_rules import check_rules
from stepwell.domain.protocols.definition import (
    Protocol,
    ProtocolDefinition,
    SessionDefinition,
    Stated,
    items_of,
)
from stepwell.domain.protocols.items import Exercise, Item
from stepwell.domain.protocols.problems import Problem
from stepwell.domain.protocols.prose import Prose

_KEY = re.compile(r"\bS\d+[a-z]?\b")
_SLUG = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
MAIN = "protocol.toml"


def cross_check(protocol: Protocol, *, readable: bool) -> Iterator[Problem]:
    """readable: every file could be read; otherwise what depends on all of them is left out."""
    definition = protocol.definition
    yield from _definition(definition)
    yield from _items(MAIN, definition, definition)
    yield from _files(protocol, readable=readable)
    for slug, session in protocol.sessions.items():
        file = f"sessions/{slug}.toml"
        yield from _items(file, session, definition)
        yield from _session(file, session)
    for language, files in protocol.prose.items():
        yield from _words("protocol", definition, language, files.get("protocol"))
        for slug, session in protocol.sessions.items():
            yield from _words(f"sessions/{slug}", session, language, files.get(slug))
        for name in files.keys() - {"protocol", *protocol.sessions}:
            yield Problem(
                f"{name}.{language}.md",
                "",
                "No session is called that.",
                f"Rename it, or write sessions/{name}.toml.",
            )
    if readable:
        yield from check_rules(protocol)


def _definition(definition: ProtocolDefinition) -> Iterator[Problem]:
    if not _SLUG.match(definition.slug):
        yield Problem(
            MAIN,
            "slug",
            f'"{definition.slug}" cannot be a slug.',
            "Use small letters, digits and single hyphens.",
        )
    if definition.version < 1:
        yield Problem(MAIN, "version", "Versions begin with 1.", "Write version = 1.")
    if bool(definition.reviewed_by) is not bool(definition.reviewed_on):
        yield Problem(
            MAIN,
            "reviewed_by",
            "A review needs both a name and a date.",
            "Fill in reviewed_by and reviewed_on, or leave both empty.",
        )
    used = {key for _, item in items_of(definition) for key in _KEY.findall(item.source)}
    for key in sorted(used - definition.sources.keys()):
        yield _no_source(MAIN, "sources", key)


def _files(protocol: Protocol, *, readable: bool) -> Iterator[Problem]:
    named = protocol.definition.sessions
    for slug, times in Counter(named).items():
        if times > 1:
            yield Problem(MAIN, "sessions", f'"{slug}" stands {times} times.', "Leave one.")
        if readable and slug not in protocol.sessions:
            yield Problem(
                MAIN,
                "sessions",
                f'"{slug}" has no file.',
                f"Write sessions/{slug}.toml, or remove the name.",
            )
    for slug in protocol.sessions:
        if slug not in named:
            yield Problem(
                f"sessions/{slug}.toml",
                "",
                "protocol.toml does not name this session.",
                f'Add "{slug}" to sessions there, or remove the file.',
            )


def _items(
    file: str, of: ProtocolDefinition | SessionDefinition, definition: ProtocolDefinition
) -> Iterator[Problem]:
    seen: Counter[tuple[str, str]] = Counter()
    tracks = {one.id for one in definition.tracks}
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
        yield from _provenance(file, place, item, definition)
        if isinstance(item, Item) and item.track and item.track not in tracks:
            yield Problem(
                file,
                f"{place}, track",
                f'There is no track "{item.track}".',
                "Add it as [[tracks]] in protocol.toml, or remove the line.",
            )


def _provenance(
    file: str, place: str, item: Stated, definition: ProtocolDefinition
) -> Iterator[Problem]:
    keys = _KEY.findall(item.source)
    if not item.source.strip():
        yield Problem(
            file, f"{place}, source", "It is empty.", "Name the source, or say why we do it so."
        )
    elif item.basis is Basis.SOURCE and not keys:
        yield Problem(
            file,
            f"{place}, source",
            'basis = "source", but no source is named.',
            'Name one of [sources], such as "S6", or choose recalled or design.',
        )
    if file != MAIN:
        for key in keys:
            if key not in definition.sources:
                yield _no_source(file, f"{place}, source", key)


def _no_source(file: str, place: str, key: str) -> Problem:
    return Problem(
        file, place, f"{key} is not in [sources].", f"Add it to protocol.toml: {key} = …"
    )


def _session(file: str, session: SessionDefinition) -> Iterator[Problem]:
    tracked = {block.track for block in session.agenda if block.track}
    for block in session.agenda:
        if block.minutes < 1:
            yield Problem(
                file, f"[[agenda]] {block.id}, minutes", "It takes no time.", "Give it a minute."
            )
    always = sum(block.minutes for block in session.agenda if not block.track)
    if always != session.minutes if not tracked else always > session.minutes:
        yield Problem(
            file,
            "minutes",
            f"The session has {session.minutes} minutes, its agenda {always}.",
            "Change one of them so that they agree.",
        )
    known = {item.id for name, item in items_of(session) if name not in ("agenda", "fidelity")}
    for block in session.agenda:
        for key in block.uses:
            if key not in known:
                yield Problem(
                    file,
                    f"[[agenda]] {block.id}, uses",
                    f'There is no "{key}" in this session.',
                    "Name a topic, exercise, task, reading, material or review item of this file.",
                )
    for name in ("topics", "tasks", "fidelity"):
        if not getattr(session, name):
            yield Problem(file, name, f"There is no [[{name}]].", f"Add at least one [[{name}]].")


def _words(
    stem: str,
    of: ProtocolDefinition | SessionDefinition,
    language: str,
    prose: Prose | None,
) -> Iterator[Problem]:
    file = f"{stem}.{language}.md"
    if prose is None:
        if language == "en":
            yield Problem(file, "", "The file is missing.", "Write it: title, summary, items.")
        return
    wanted = {(name, item.id): item for name, item in items_of(of)}
    for key, item in wanted.items():
        words = prose.items.get(key)
        if words is None:
            if language == "en" and key[0] != "readings":
                yield Problem(
                    file,
                    f"{key[0]}.{key[1]}",
                    "It has no words.",
                    f"Add a heading: ## {key[0]}.{key[1]}: …",
                )
            continue
        if isinstance(item, Exercise):
            for field in item.fields:
                if field not in words.fields:
                    yield Problem(
                        file,
                        f"line {words.line}",
                        f'The field "{field}" has no label.',
                        f"Add a line below the heading: - {field}: …",
                    )
    for key, words in prose.items.items():
        if key not in wanted:
            yield Problem(
                file,
                f"line {words.line}",
                f"There is no [[{key[0]}]] {key[1]}.",
                "Correct the heading, or add the item to the .toml file.",
            )
