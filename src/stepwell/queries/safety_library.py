"""The safety library, each file read once per process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from stepwell.domain.safety.facts import Source, parse_sources
from stepwell.domain.safety.path_rules import PathRules, parse_path_rules
from stepwell.domain.safety.plan import PlanWords, parse_plan_words
from stepwell.domain.safety.protocols import SLUGS, SafetyProtocol, parse_protocol
from stepwell.domain.safety.triage import TriagePolicy, parse_policy
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


@cache
def triage_policy(name: str) -> TriagePolicy:
    """
    Args:
        name: slug and version, as "columbia-default-v1".

    Raises:
        KeyError: there is no such policy.
    """
    return parse_policy(_read(f"safety/policies/{name}.toml", name), f"{name}.toml")


@cache
def path_rules(name: str) -> PathRules:
    """name: slug and version, as "default-v1". Raises KeyError: there are no such rules."""
    version = name.rpartition("-")[2]
    rules = parse_path_rules(_read(f"safety/paths-{version}.toml", name), f"paths-{version}.toml")
    if rules.name != name:
        raise KeyError(name)
    return rules


def rules_in_use() -> PathRules:
    """For paths opened from now on. Raises KeyError: the setting names none that exist."""
    return path_rules(settings.SAFETY_PATH_RULES)


def policy_in_use() -> TriagePolicy:
    """For screeners asked from now on. Raises KeyError: the setting names none that exists."""
    return triage_policy(settings.SAFETY_TRIAGE_POLICY)


@cache
def plan_words() -> PlanWords:
    file = "safety/plan.toml"
    return parse_plan_words(read_bytes(file), file)


def _read(file: str, name: str) -> bytes:
    try:
        return read_bytes(file)
    except FileNotFoundError:
        raise KeyError(name) from None
