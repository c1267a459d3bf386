"""Terms as plain values and back. What a stored form says is never dropped: a word that is no
longer known makes the form defective, not wider or narrower.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from stepwell.domain.consents.kinds import (
    ConsentKind,
    InformationKind,
    Purpose,
    RecipientKind,
    Statement,
)
from stepwell.domain.consents.terms import ConsentTerms, Expiry, Recipient

Word = TypeVar("Word", bound=StrEnum)


def plain_recipients(recipients: tuple[Recipient, ...]) -> list[dict[str, str]]:
    return [{"kind": one.kind.value, "name": one.name, "key": one.key} for one in recipients]


def plain_terms(terms: ConsentTerms) -> dict[str, Any]:
    """As JSON can hold it."""
    expiry = terms.expiry
    return {
        "kind": terms.kind.value,
        "client_name": terms.client_name,
        "discloser": terms.discloser,
        "information": sorted(terms.information),
        "information_words": terms.information_words,
        "recipients": plain_recipients(terms.recipients),
        "participants": plain_recipients(terms.participants),
        "purposes": sorted(terms.purposes),
        "purpose_words": terms.purpose_words,
        "expires_on": expiry.on.isoformat() if expiry.on else "",
        "expiry_event": expiry.event,
        "is_open_ended": expiry.is_open_ended,
        "statements": sorted(terms.statements),
        "template": terms.template,
        "version": terms.version,
        "language": terms.language,
    }


def terms_of(plain: Mapping[str, Any]) -> ConsentTerms:
    """The reverse of `plain_terms`."""
    unknown: list[str] = []
    return ConsentTerms(
        kind=ConsentKind(plain["kind"]),
        client_name=plain["client_name"],
        discloser=plain["discloser"],
        information=frozenset(_words(InformationKind, plain["information"], unknown)),
        information_words=plain["information_words"],
        recipients=recipients_of(plain["recipients"], unknown),
        participants=recipients_of(plain["participants"], unknown),
        purposes=frozenset(_words(Purpose, plain["purposes"], unknown)),
        purpose_words=plain["purpose_words"],
        expiry=Expiry(
            on=date.fromisoformat(plain["expires_on"]) if plain["expires_on"] else None,
            event=plain["expiry_event"],
            is_open_ended=plain["is_open_ended"],
        ),
        statements=frozenset(_words(Statement, plain["statements"], unknown)),
        template=plain["template"],
        version=plain["version"],
        language=plain["language"],
        unknown_terms=tuple(unknown),
    )


def recipients_of(
    plain: list[Mapping[str, str]], unknown: list[str] | None = None
) -> tuple[Recipient, ...]:
    """unknown: takes the kinds that are not known."""
    found: list[Recipient] = []
    for one in plain:
        for kind in _words(RecipientKind, [one["kind"]], [] if unknown is None else unknown):
            found.append(Recipient(kind, one["name"], one["key"]))
    return tuple(found)


def _words(kind: type[Word], values: list[str], unknown: list[str]) -> list[Word]:
    known = {one.value: one for one in kind}
    unknown += [value for value in values if value not in known]
    return [known[value] for value in values if value in known]
