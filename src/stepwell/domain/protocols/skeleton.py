"""The files of a new protocol, ready to be filled in, and the difference of two versions."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from stepwell.domain.protocols.definition import (
    Protocol,
    ProtocolDefinition,
    SessionDefinition,
    items_of,
)

_PROTOCOL = """slug = "{slug}"
version = 1
licence = "Our own words."
sessions = ["first"]
reviewed_by = ""
reviewed_on = ""

[sources]
S1 = "Name the document here"
"""
_SESSION = """slug = "first"
kind = "individual"
minutes = 60
minutes_basis = "design"
minutes_source = "Our own choice"
basis = "design"
source = "Our own choice"
"""
_PROTOCOL_ITEMS = {
    "variants.standard": "The usual way of giving it",
    "sequence.one": "The first session comes first.",
    "claims.purpose": "What this protocol is for.",
    "fidelity.agenda": "Followed the agenda.",
    "proscribed.arguing": "Arguing.",
    "contraindications.withdrawal": "Danger from withdrawal is treated first.",
    "safety.danger": "Danger to anyone: stop and open the crisis path.",
}
_SESSION_ITEMS = {
    "agenda.whole": "The session",
    "topics.topic": "What it is about",
    "tasks.attend": "Go to one meeting",
    "fidelity.topic": "Covered the topic.",
}
_MORE = {
    "sequence.one": 'rule = "in-order"\nsessions = ["first"]\n',
    "safety.danger": 'action = "stop"\n',
    "agenda.whole": 'minutes = 60\nuses = ["topic"]\n',
    "tasks.attend": 'kind = "attend"\n',
}


def skeleton(slug: str) -> dict[str, str]:
    """File name to text. It passes every check as it is."""
    title = slug.replace("-", " ").capitalize()
    return {
        "protocol.toml": _PROTOCOL.format(slug=slug) + _tables(_PROTOCOL_ITEMS),
        "protocol.en.md": _words(title, "What it is, for whom, and by whom.", _PROTOCOL_ITEMS),
        "sessions/first.toml": _SESSION + _tables(_SESSION_ITEMS),
        "sessions/first.en.md": _words("First session", "What it is for.", _SESSION_ITEMS),
    }


def _tables(items: dict[str, str]) -> str:
    return "".join(
        f'\n[[{name}]]\nid = "{key}"\n{_MORE.get(f"{name}.{key}", "")}'
        'basis = "design"\nsource = "Our own choice"\n'
        for name, key in (one.split(".") for one in items)
    )


def _words(title: str, summary: str, items: dict[str, str]) -> str:
    heads = "".join(f"\n## {key}: {words}\n" for key, words in items.items())
    return f"# {title}\n\n{summary}\n{heads}"


def differences(old: Protocol, new: Protocol) -> Iterator[str]:
    """What changed, an item a line: "+" new, "-" gone, "~" changed."""
    yield from _differences("protocol", old, new, old.definition, new.definition)
    for slug in dict.fromkeys((*old.definition.sessions, *new.definition.sessions)):
        if slug not in new.sessions:
            yield f"- sessions/{slug}"
        elif slug not in old.sessions:
            yield f"+ sessions/{slug}"
        else:
            yield from _differences(slug, old, new, old.sessions[slug], new.sessions[slug])


def _differences(
    file: str,
    old: Protocol,
    new: Protocol,
    before: ProtocolDefinition | SessionDefinition,
    after: ProtocolDefinition | SessionDefinition,
) -> Iterator[str]:
    lists = {name for name, _ in (*items_of(before), *items_of(after))}
    for field in msgspec.structs.fields(before):
        if field.name not in lists and getattr(before, field.name) != getattr(after, field.name):
            yield f"~ {file}: {field.name}"
    was = {(name, one.id): one for name, one in items_of(before)}
    now = {(name, one.id): one for name, one in items_of(after)}
    for key in (*was, *(one for one in now if one not in was)):
        place = f"{file}: {key[0]}.{key[1]}"
        if key not in now:
            yield f"- {place}"
        elif key not in was:
            yield f"+ {place}"
        else:
            words = old.words(file).of(*key), new.words(file).of(*key)
            same_words = (words[0].title, words[0].body) == (words[1].title, words[1].body)
            if was[key] != now[key] or not same_words:
                yield f"~ {place}"
