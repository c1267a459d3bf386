"""The interventions and their evidence, read once per process. Nothing here is about a person."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.evidence import EvidenceCard, load_card
from stepwell.domain.protocols.loading import load_protocol
from stepwell.library import evidence, protocols, read_bytes


class NoSuchProtocol(LookupError):
    """The message says which was asked for."""


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """content_hash: as pinned when it was published, "" where it is not pinned."""

    slug: str
    version: int
    content_hash: str


@cache
def published_versions() -> tuple[PublishedVersion, ...]:
    pins: dict[str, str] = tomllib.loads(_pins()).get("hashes", {})
    return tuple(
        PublishedVersion(slug, version, pins.get(f"{slug}/v{version}", ""))
        for slug, version in protocols.versions()
    )


@cache
def protocol(slug: str, version: int = 0) -> Protocol:
    """version: 0 for the latest.

    Raises: NoSuchProtocol.
    """
    versions = [one.version for one in published_versions() if one.slug == slug]
    wanted = version or max(versions, default=0)
    if wanted not in versions:
        raise NoSuchProtocol(f"There is no protocol {slug!r}" + (f" v{version}" if version else ""))
    return load_protocol(protocols.protocol_files(slug, wanted))


def newest_version(slug: str) -> int:
    """0 where none is installed."""
    return max((one.version for one in published_versions() if one.slug == slug), default=0)


def latest_protocols() -> tuple[Protocol, ...]:
    return tuple(protocol(slug) for slug in dict.fromkeys(v.slug for v in published_versions()))


@cache
def evidence_cards() -> tuple[EvidenceCard, ...]:
    return tuple(load_card(name, data) for name, data in evidence.card_files().items())


def evidence_for(slug: str) -> tuple[EvidenceCard, ...]:
    return tuple(one for one in evidence_cards() if slug in one.protocols)


def evidence_card(key: str) -> EvidenceCard:
    """Raises: KeyError."""
    return {one.id: one for one in evidence_cards()}[key]


def _pins() -> str:
    return read_bytes(f"protocols/{protocols.PUBLISHED}").decode()
