"""The twelve steps as their files define them. Words stand in prose files, by the same id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.protocols.prose import Prose

SLOT = "{object}"
"""In words: what a fellowship is about, so that no step is tied to one drug."""
GENERAL = "general"
"""The id of the object for someone who has named no fellowship."""
SECULAR = "secular"
"""The id of the reading without a higher power, which every step has."""


class Practice(StrEnum):
    RECOGNIZING = "recognizing-addiction"
    SURRENDER = "surrender"
    SELF_OBSERVATION = "self-observation"
    RESTRAINT = "restraint-and-self-esteem"
    ACCEPTANCE = "self-acceptance-and-change"
    COMPASSION = "compassion"


class FieldKind(StrEnum):
    LINE = "line"
    WORDS = "words"  # as many lines as it takes
    CHOICE = "choice"
    CHOICES = "choices"  # any number of them
    MINUTES = "minutes"
    DATE = "date"


class StepItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """basis, source: where the statement comes from."""

    id: str
    basis: Basis
    source: str


class StepObject(StepItem, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What fills the slot for these fellowships, by their slugs."""

    fellowships: tuple[str, ...] = ()


class WorksheetField(StepItem, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """choices: each labeled in the prose as "- id: Label"."""

    kind: FieldKind
    choices: tuple[str, ...] = ()


class StepDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`steps/<slug>.toml`. basis, source: of the paraphrase.

    is_private: what is written here lives in the private notebook only. practices: trained by it.
    track: it waits while a course that has this track keeps it closed. sessions: it waits while
    a course holds one of these back.
    """

    slug: str
    number: int
    is_private: bool
    basis: Basis
    source: str
    track: str = ""
    sessions: tuple[str, ...] = ()
    worksheets: tuple[str, ...] = ()
    practices: tuple[StepItem, ...]
    questions: tuple[StepItem, ...]
    readings: tuple[StepItem, ...]
    cautions: tuple[StepItem, ...] = ()


class WorksheetDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`worksheets/<slug>.toml`. fields: of one entry; there can be any number of entries."""

    slug: str
    is_private: bool
    basis: Basis
    source: str
    fields: tuple[WorksheetField, ...]
    cautions: tuple[StepItem, ...] = ()


class WorkbookDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`workbook.toml`. steps, worksheets: slugs, in their order.

    reviewed_by, reviewed_on: "" until a clinician has signed this version. notices: what is said
    beside the steps, such as why one of them waits.
    """

    version: int
    licence: str
    reviewed_by: str
    reviewed_on: str
    steps: tuple[str, ...]
    worksheets: tuple[str, ...]
    sources: dict[str, str]
    practices: tuple[StepItem, ...]
    objects: tuple[StepObject, ...]
    notices: tuple[StepItem, ...]
    scripts: tuple[StepItem, ...]


WORKBOOK_ITEMS = ("practices", "objects", "notices", "scripts")
STEP_ITEMS = ("practices", "questions", "readings", "cautions")
WORKSHEET_ITEMS = ("fields", "cautions")
UNWORDED = ("practices",)
"""Lists of a step that only name what the workbook has words for."""

Definition = WorkbookDefinition | StepDefinition | WorksheetDefinition


@dataclass(frozen=True, slots=True)
class Workbook:
    """The whole, checked. prose: by language, then by file name without its ending.

    content_hash: of structure and English words.
    """

    definition: WorkbookDefinition
    steps: Mapping[str, StepDefinition]
    worksheets: Mapping[str, WorksheetDefinition]
    prose: Mapping[str, Mapping[str, Prose]]
    content_hash: str

    @property
    def languages(self) -> tuple[str, ...]:
        """English first."""
        return tuple(sorted(self.prose, key=lambda one: (one != "en", one)))

    @property
    def is_reviewed(self) -> bool:
        return bool(self.definition.reviewed_by and self.definition.reviewed_on)

    @property
    def in_order(self) -> tuple[StepDefinition, ...]:
        return tuple(self.steps[one] for one in self.definition.steps)

    def words(self, language: str, file: str = "workbook") -> Prose:
        """Raises: KeyError: there are no such words."""
        return self.prose[language][file]

    def object_words(self, language: str, fellowship: str = "") -> str:
        """What fills the slot; the general words where a fellowship has none of its own."""
        own = (one.id for one in self.definition.objects if fellowship in one.fellowships)
        return self.words(language).of("objects", next(own, GENERAL)).title


def items_of(definition: Definition) -> Iterator[tuple[str, StepItem]]:
    """Every item with its list's name."""
    names = {
        WorkbookDefinition: WORKBOOK_ITEMS,
        StepDefinition: STEP_ITEMS,
        WorksheetDefinition: WORKSHEET_ITEMS,
    }[type(definition)]
    for name in names:
        for item in getattr(definition, name):
            yield name, item
