"""Every type of event the audit trail knows, each with its redaction rule.

The rule names the only details an event of the type may carry and what each may be. An unknown
type, an unknown detail or a value outside its rule is refused, so that no clinical content can
enter; reasons are codes too. What a person typed as a reason belongs in the record itself.
A new type is a line in the module of its area.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from stepwell.domain.audit.event_type import EventType
from stepwell.domain.audit.event_types import (
    care,
    consents,
    directory,
    disclosures,
    fidelity,
    help_numbers,
    operating,
    organizations,
    people,
    rights,
    safety,
    signing_in,
)


def registry(*types: EventType) -> Mapping[str, EventType]:
    """
    Raises:
        TypeError: something is no EventType, or a name comes twice.
    """
    known: dict[str, EventType] = {}
    for one in types:
        if not isinstance(one, EventType):
            raise TypeError(f"{one!r} is no EventType: it has no redaction rule.")
        if one.name in known:
            raise TypeError(f"The event type {one.name!r} is there twice.")
        known[one.name] = one
    return MappingProxyType(known)


EVENT_TYPES = registry(
    *people.TYPES,
    *consents.TYPES,
    *signing_in.TYPES,
    *organizations.TYPES,
    *directory.TYPES,
    *help_numbers.TYPES,
    *safety.TYPES,
    *operating.TYPES,
    *rights.TYPES,
    *disclosures.TYPES,
    *care.TYPES,
    *fidelity.TYPES,
)
