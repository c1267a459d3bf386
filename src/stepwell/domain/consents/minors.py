"""Whose signature it takes where the client is a minor: state law, as data.

Source: 42 CFR 2.14: who may alone apply for treatment alone consents; where the state asks for a
parent's consent to treatment, both sign. No parent acts for a minor otherwise: no proxy by default.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from stepwell.domain.consents.kinds import SignerRole

CLIENT_ALONE = frozenset({SignerRole.CLIENT})
BOTH = frozenset({SignerRole.CLIENT, SignerRole.REPRESENTATIVE})


class MinorRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """may_seek_treatment_alone: None where nobody looked. basis: as everywhere in the library.

    is_verified: a person has confirmed it for the program; where it is False, pages say UNVERIFIED.
    as_of: the year or date of the source. checked_on: when the source was last looked at.
    """

    state: str
    name: str
    age_of_majority: int
    may_seek_treatment_alone: bool | None
    basis: Literal["source", "recalled", "design"]
    source: str
    as_of: str
    checked_on: date | None
    is_verified: bool
    words: str


class MinorRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    rules: tuple[MinorRule, ...]

    def of(self, state: str) -> MinorRule | None:
        return next((one for one in self.rules if one.state == state), None)


class MinorRuleUnknown(Exception):
    """There is no rule for the state; says what to do."""


def signers_needed(
    rule: MinorRule | None, *, is_minor: bool, came_alone: bool
) -> frozenset[SignerRole]:
    """
    Args:
        rule: of the state where the program is; None where there is none.
        came_alone: the minor asked for treatment without a parent, which the rule must allow.

    Raises:
        MinorRuleUnknown: the client is a minor and nobody has said what the state asks for.
    """
    if not is_minor:
        return CLIENT_ALONE
    if rule is None or rule.may_seek_treatment_alone is None:
        raise MinorRuleUnknown(
            "For a minor, state law says who signs, and no rule for this state has been entered. "
            "Ask counsel; until then nothing is shared by consent."
        )
    if rule.may_seek_treatment_alone and came_alone:
        return CLIENT_ALONE
    return BOTH
