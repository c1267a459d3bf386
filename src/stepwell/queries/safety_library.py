"""The safety library, each file read once per process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from stepwell.domain.safety.facts import Source, parse_sources
from stepwell.domain.safety.protocols import SLUGS, SafetyProtocol, parse_protocol
from stepwell.library import read_bytes
from stepwell.queries.help_lines import help_lines

LANGUAGES = ("en", "es")


@cache
def safety_sources() -> Mapping[str, Source]:
    file = "safety/sources.toml"
    return parse_sources(read_bytes(file), file)


@cache
def safety_protocol(slug: str, language: str = "en") -> SafetyProtocol:
    """
    Raises:
        KeyError: there is no such text. A language that has none is answered in English.
    """
    if slug not in SLUGS:
        raise KeyError(slug)
    language = language if language in LANGUAGES else LANGUAGES[0]
    file = f"safety/protocols/{language}/{slug}.toml"
    return parse_protocol(
        read_bytes(file),
        slug=slug,
        language=language,
        lines=help_lines().by_key,
        sources=safety_sources(),
        file=file,
    )


def safety_protocols(language: str = "en") -> tuple[SafetyProtocol, ...]:
    """All of them, what kills fastest first."""
    return tuple(safety_protocol(slug, language) for slug in SLUGS)
