"""What an event can be about: a kind, an opaque id and a label that gives no client away.

The trail outlives what it is about, so it holds no foreign keys; and it is read by people who
may not know who the clients are. A record of a person in care is therefore labelled by the end
of its id, never by a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from stepwell.domain.audit.refusal import RedactionRefused
from stepwell.domain.audit.text import is_plain_line

LONGEST_LABEL = 120
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,63}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RecordRef:
    """label: leave it empty for the kinds that are labelled by their id."""

    kind: str
    id: str
    label: str = ""


_NAMED = (
    "feed staff_member organization site team",
    "backup settings trail segment legal_hold key role",
    "help_number fact_check",
)
_BY_ID = (
    "account session invitation client member significant_other volunteer",
    "appointment encounter note plan document message attendance response linkage",
    "consent",
    "safety_path incident",
    "care_group calendar_feed cosigning rated_session session_draw",
    "search export",
    "disclosure restriction client_hold legal_request breach agreement review_release",
)
"""One line for each area; those of the first may carry a label of their own."""


def _kinds() -> Mapping[str, bool]:
    """Kind -> whether it may carry a label of its own."""
    kinds = dict.fromkeys(" ".join(_NAMED).split(), True)
    return MappingProxyType(kinds | dict.fromkeys(" ".join(_BY_ID).split(), False))


RECORD_KINDS = _kinds()


def reference_of(record_id: str) -> str:
    """The label of a record that must not be named: the last six letters or digits of its id."""
    return "".join(sign for sign in record_id if sign.isalnum())[-6:].upper()


def labelled(record: RecordRef) -> RecordRef:
    """The record as the trail may hold it.

    Raises:
        RedactionRefused: the kind is unknown, the id not opaque or the label not allowed.
    """
    if record.kind not in RECORD_KINDS:
        raise RedactionRefused(
            f"The audit trail knows no kind of record {record.kind!r}; "
            "name it in domain/audit/record_kinds.py."
        )
    if not _ID.fullmatch(record.id):
        raise RedactionRefused(f"The id of a {record.kind} must be opaque, at most 64 characters.")
    reference = reference_of(record.id)
    if not RECORD_KINDS[record.kind]:
        if record.label not in {"", reference}:
            raise RedactionRefused(
                f"A {record.kind} is labelled by its id in the audit trail; leave the label empty."
            )
        return RecordRef(record.kind, record.id, reference)
    if not is_plain_line(record.label, LONGEST_LABEL):
        raise RedactionRefused(
            f"The label of a {record.kind} must be one line of at most {LONGEST_LABEL} characters."
        )
    return RecordRef(record.kind, record.id, record.label or reference)
