"""From files to a checked protocol: parse, convert, cross-check. All problems come at once."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from stepwell.domain.protocols.conversion import convert_struct
from stepwell.domain.protocols.cross_check import cross_check
from stepwell.domain.protocols.definition import (
    PROTOCOL_ITEMS,
    SESSION_ITEMS,
    Protocol,
    ProtocolDefinition,
    SessionDefinition,
)
from stepwell.domain.protocols.problems import Problem, ProtocolRefused
from stepwell.domain.protocols.prose import Prose, parse_prose
from stepwell.domain.protocols.reading import decode_files, read_toml

MAIN = "protocol.toml"
SOURCE_LANGUAGE = "en"


def content_hash(files: Mapping[str, bytes]) -> str:
    """Of structure and English words. Translations may follow later without a new version."""
    digest = sha256()
    for name in sorted(files):
        if name.endswith((".toml", f".{SOURCE_LANGUAGE}.md")):
            digest.update(f"{name}\0{len(files[name])}\0".encode())
            digest.update(files[name])
    return digest.hexdigest()


def load_protocol(files: Mapping[str, bytes]) -> Protocol:
    """
    Args:
        files: all of a version's folder, by name from there ("sessions/intro.toml").

    Raises:
        ProtocolRefused: with every problem found, not only the first.
    """
    problems: list[Problem] = []
    texts = decode_files(files, problems)
    definition = _definition(texts, problems)
    sessions = _sessions(texts, problems)
    prose = _prose(texts, problems)
    if definition is not None:
        protocol = Protocol(definition, sessions, prose, content_hash(files))
        problems.extend(cross_check(protocol, readable=not problems))
    if problems or definition is None:
        raise ProtocolRefused(sorted(set(problems)))
    return protocol


def _definition(texts: Mapping[str, str], problems: list[Problem]) -> ProtocolDefinition | None:
    if MAIN not in texts:
        problems.append(
            Problem(MAIN, "", "The file is missing.", "Every protocol has one; see docs/protocols.")
        )
        return None
    raw = read_toml(MAIN, texts[MAIN], problems)
    if raw is None:
        return None
    return convert_struct(ProtocolDefinition, raw, MAIN, texts[MAIN], PROTOCOL_ITEMS, problems)


def _sessions(texts: Mapping[str, str], problems: list[Problem]) -> dict[str, SessionDefinition]:
    sessions = {}
    for name, text in sorted(texts.items()):
        if not (name.startswith("sessions/") and name.endswith(".toml")):
            continue
        raw = read_toml(name, text, problems)
        if raw is None:
            continue
        session = convert_struct(SessionDefinition, raw, name, text, SESSION_ITEMS, problems)
        if session is None:
            continue
        slug = name.removeprefix("sessions/").removesuffix(".toml")
        if session.slug != slug:
            problems.append(
                Problem(
                    name,
                    "slug",
                    f'The slug is "{session.slug}", but the file is called {slug}.toml.',
                    "Give both the same name.",
                )
            )
        sessions[slug] = session
    return sessions


def _prose(texts: Mapping[str, str], problems: list[Problem]) -> dict[str, dict[str, Prose]]:
    prose: dict[str, dict[str, Prose]] = {}
    for name, text in sorted(texts.items()):
        stem, _, ending = name.rpartition(".")
        stem, _, language = stem.rpartition(".")
        if ending != "md" or not stem:
            if ending not in ("toml", ""):
                problems.append(
                    Problem(
                        name,
                        "",
                        "A protocol has no such file.",
                        "Keep structure in .toml and words in .en.md files; move others away.",
                    )
                )
            continue
        words, troubles = parse_prose(text)
        prose.setdefault(language, {})[stem.removeprefix("sessions/")] = words
        problems.extend(Problem(name, f"line {t.line}", t.problem, t.remedy) for t in troubles)
    prose.setdefault(SOURCE_LANGUAGE, {})
    return prose
