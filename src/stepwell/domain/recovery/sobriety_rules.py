"""How days are counted in each fellowship: the types of sobriety.toml."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from stepwell.domain.content.provenance import Basis
from stepwell.domain.recovery.bodies_sobriety import Slug, Unit

Text = Annotated[str, Meta(pattern=r"\S")]
Model = Literal["fixed", "self_defined", "milestones", "none"]
Number = Annotated[int, Meta(ge=1)]


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    basis: Basis
    source: Text


class Units(Fact, frozen=True, kw_only=True):
    """What its members say they are, the most usual word first."""

    words: Annotated[tuple[Unit, ...], Meta(min_length=1)]


class DayCount(Fact, frozen=True, kw_only=True):
    """ask: only where the member wants to see it."""

    shown: Literal["ask"]


class WiderRule(Fact, frozen=True, kw_only=True):
    resets: tuple[Slug, ...]


class FellowshipRule(Fact, frozen=True, kw_only=True):
    """The fields as told in the file."""

    model: Model
    resets: tuple[Slug, ...] = ()
    wider: WiderRule | None = None
    units: Units | None = None
    day_count: DayCount | None = None


class Substance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: Text
    can_be_prescribed: bool = True


class Group(Fact, frozen=True, kw_only=True):
    members: tuple[Slug, ...]


class Milestones(Fact, frozen=True, kw_only=True):
    """days, months: since the date. Every year is one too."""

    days: tuple[Number, ...]
    months: tuple[Number, ...]


class SobrietyRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """behaviors: what each is called on screen."""

    prescribed: Fact
    milestones: Milestones
    substances: dict[Slug, Substance]
    behaviors: dict[Slug, Text]
    groups: dict[Slug, Group]
    fellowships: dict[Slug, FellowshipRule]

    def expand(self, named: tuple[str, ...]) -> frozenset[str]:
        """The substances and behaviors, with groups resolved."""
        members = [self.groups[one].members if one in self.groups else (one,) for one in named]
        return frozenset(slug for some in members for slug in some)

    def knows(self, slug: str) -> bool:
        return slug in self.substances or slug in self.behaviors
