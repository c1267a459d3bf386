"""What a counselor says of someone before an intervention is chosen; "" where it was not asked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from stepwell.domain.protocols.branches import Circumstance


class Setting(StrEnum):
    """The levels of care, and where people are seen once or a few times."""

    INPATIENT = "inpatient"
    RESIDENTIAL = "residential"
    INTENSIVE_OUTPATIENT = "intensive_outpatient"
    OUTPATIENT = "outpatient"
    CONTINUING_CARE = "continuing_care"
    OTHER_CARE = "other_care"


class Format(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"
    EITHER = "either"


class DualDiagnosis(StrEnum):
    NONE = "none"
    DEPRESSION = "depression"
    BIPOLAR = "bipolar"
    PSYCHOSIS = "psychosis"
    OTHER = "other"


class Network(StrEnum):
    """Those around the person. FEW_SOBER: hardly anyone who does not drink or use."""

    SUPPORTS_ABSTINENCE = "supports_abstinence"
    MIXED = "mixed"
    SUPPORTS_USE = "supports_use"
    FEW_SOBER = "few_sober"


class Exposure(StrEnum):
    """How many meetings they have been to before."""

    NONE = "none"
    FEW = "few"
    MANY = "many"


class PartnerPart(StrEnum):
    NOBODY = "nobody"
    WOULD_JOIN = "would_join"
    FEARED = "feared"


class Beliefs(StrEnum):
    RELIGIOUS = "religious"
    UNSURE = "unsure"
    SECULAR = "secular"


class Fellowship(StrEnum):
    """How they stand to going to meetings now."""

    OPEN = "open"
    UNSURE = "unsure"
    DECLINES = "declines"


YES = "yes"


@dataclass(frozen=True, slots=True)
class Answers:
    """substances: slugs. The others are slugs of the enums above, or "yes"; "" if not asked.

    youth: a young person or an adolescent. unstable: the mental illness is not settled now.
    """

    setting: str = ""
    format: str = ""
    dual_diagnosis: str = ""
    unstable: str = ""
    network: str = ""
    exposure: str = ""
    partner: str = ""
    youth: str = ""
    woman: str = ""
    beliefs: str = ""
    fellowship: str = ""
    substances: tuple[str, ...] = ()

    def of(self, question: str) -> frozenset[str]:
        given = getattr(self, question)
        return frozenset(given) if isinstance(given, tuple) else frozenset({given} - {""})

    def as_json(self) -> dict[str, object]:
        """Only what was answered."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in found.items() if v}


ALLOWED: dict[str, frozenset[str]] = {
    "setting": frozenset(Setting),
    "format": frozenset(Format),
    "dual_diagnosis": frozenset(DualDiagnosis),
    "unstable": frozenset({YES}),
    "network": frozenset(Network),
    "exposure": frozenset(Exposure),
    "partner": frozenset(PartnerPart),
    "youth": frozenset({YES}),
    "woman": frozenset({YES}),
    "beliefs": frozenset(Beliefs),
    "fellowship": frozenset(Fellowship),
}
"""What may be said to each question; substances are the program's own words."""


def circumstances_of(answers: Answers) -> tuple[Circumstance, ...]:
    """What the rules of a protocol ask for, as these answers say it."""
    dual = answers.dual_diagnosis not in {"", DualDiagnosis.NONE}
    holds = {
        Circumstance.DECLINES_FELLOWSHIP: answers.fellowship == Fellowship.DECLINES,
        Circumstance.PARTNER_TAKES_PART: answers.partner == PartnerPart.WOULD_JOIN,
        Circumstance.DUAL_DIAGNOSIS: dual,
        Circumstance.BIPOLAR: answers.dual_diagnosis == DualDiagnosis.BIPOLAR,
        Circumstance.PSYCHOSIS: answers.dual_diagnosis == DualDiagnosis.PSYCHOSIS,
        Circumstance.UNSTABLE: bool(answers.unstable),
        Circumstance.WOMAN: bool(answers.woman),
        Circumstance.FEW_SOBER_CONTACTS: answers.network == Network.FEW_SOBER,
        Circumstance.SECULAR: answers.beliefs == Beliefs.SECULAR,
        Circumstance.YOUTH: bool(answers.youth),
    }
    return tuple(one for one, is_so in holds.items() if is_so)
