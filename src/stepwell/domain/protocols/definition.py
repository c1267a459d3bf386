"""A protocol as its files define it: one frozen type for the file and for the domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol as Shape

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.branches import Branch
from stepwell.domain.protocols.items import (
    AgendaBlock,
    DoseMark,
    Exercise,
    Item,
    Partner,
    Reading,
    RecoveryTask,
    Reward,
    SafetyGate,
    Script,
    SessionKind,
    Track,
    Variant,
)
from stepwell.domain.protocols.prose import Prose
from stepwell.domain.protocols.rules import Rule


class Stated(Shape):
    """An item or a rule: each says where it comes from."""

    @property
    def id(self) -> str: ...
    @property
    def basis(self) -> Basis: ...
    @property
    def source(self) -> str: ...


class SessionDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`sessions/<slug>.toml`. basis, source: for there being this session, with this topic.

    minutes_basis, minutes_source: for its length.
    """

    slug: str
    kind: SessionKind
    minutes: int
    minutes_basis: Basis
    minutes_source: str
    basis: Basis
    source: str
    partner: Partner = Partner.NOT_EXPECTED
    review: tuple[Item, ...] = ()
    agenda: tuple[AgendaBlock, ...]
    topics: tuple[Item, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    tasks: tuple[RecoveryTask, ...] = ()
    readings: tuple[Reading, ...] = ()
    materials: tuple[Item, ...] = ()
    fidelity: tuple[Item, ...] = ()
    proscribed: tuple[Item, ...] = ()
    contraindications: tuple[Item, ...] = ()
    safety: tuple[SafetyGate, ...] = ()


class Upgrade(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """From one earlier version. renamed: old session to new. retired: those without a heir."""

    from_version: int
    renamed: dict[str, str] = {}
    retired: tuple[str, ...] = ()


class ProtocolDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`protocol.toml`. sources: by key, what an item's `source` names.

    reviewed_by, reviewed_on: "" until a clinician has signed this version.
    """

    slug: str
    version: int
    licence: str
    reviewed_by: str
    reviewed_on: str
    sessions: tuple[str, ...]
    sources: dict[str, str]
    variants: tuple[Variant, ...]
    tracks: tuple[Track, ...] = ()
    sequence: tuple[Rule, ...]
    branches: tuple[Branch, ...] = ()
    dose: tuple[DoseMark, ...] = ()
    rewards: tuple[Reward, ...] = ()
    claims: tuple[Item, ...]
    review: tuple[Item, ...] = ()
    fidelity: tuple[Item, ...]
    proscribed: tuple[Item, ...]
    contraindications: tuple[Item, ...]
    safety: tuple[SafetyGate, ...]
    scripts: tuple[Script, ...] = ()
    objections: tuple[Item, ...] = ()
    open_questions: tuple[Item, ...] = ()
    upgrades: tuple[Upgrade, ...] = ()


PROTOCOL_ITEMS = (
    "variants",
    "tracks",
    "sequence",
    "branches",
    "dose",
    "rewards",
    "claims",
    "review",
    "fidelity",
    "proscribed",
    "contraindications",
    "safety",
    "scripts",
    "objections",
    "open_questions",
)
SESSION_ITEMS = (
    "review",
    "agenda",
    "topics",
    "exercises",
    "tasks",
    "readings",
    "materials",
    "fidelity",
    "proscribed",
    "contraindications",
    "safety",
)


@dataclass(frozen=True, slots=True)
class Protocol:
    """A whole checked protocol. prose: by language, then by file name without its ending.

    content_hash: of structure and English words, as an enrollment keeps it.
    """

    definition: ProtocolDefinition
    sessions: Mapping[str, SessionDefinition]
    prose: Mapping[str, Mapping[str, Prose]]
    content_hash: str

    @property
    def slug(self) -> str:
        return self.definition.slug

    @property
    def version(self) -> int:
        return self.definition.version

    @property
    def is_reviewed(self) -> bool:
        return bool(self.definition.reviewed_by and self.definition.reviewed_on)

    @property
    def default_variant(self) -> str:
        return self.definition.variants[0].id

    def words(self, file: str = "protocol", language: str = "en") -> Prose:
        """In that language where there are such words, or in English."""
        return self.prose.get(language, {}).get(file) or self.prose["en"][file]

    def rules(self, variant: str) -> tuple[Rule, ...]:
        """Those that hold for a variant, as written."""
        rules = self.definition.sequence
        return tuple(one for one in rules if not one.variants or variant in one.variants)

    def branches(self, variant: str) -> tuple[Branch, ...]:
        rules = self.definition.branches
        return tuple(one for one in rules if not one.variants or variant in one.variants)

    def variant(self, key: str) -> Variant:
        """Raises: KeyError: there is no such variant."""
        for one in self.definition.variants:
            if one.id == key:
                return one
        raise KeyError(key)


def items_of(
    definition: ProtocolDefinition | SessionDefinition,
) -> Iterator[tuple[str, Stated]]:
    """Every item and rule with its list's name."""
    is_session = isinstance(definition, SessionDefinition)
    for name in SESSION_ITEMS if is_session else PROTOCOL_ITEMS:
        for item in getattr(definition, name):
            yield name, item
