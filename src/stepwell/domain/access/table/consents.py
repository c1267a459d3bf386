"""Consents and the patient notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies import consents
from stepwell.domain.access.policies.clients import ClientFacts
from stepwell.domain.access.table.clients import of_each_client
from stepwell.domain.access.table.row import Row

_DEEDS: dict[str, Callable[[Actor, ClientFacts], bool]] = {
    "See the consents": consents.can_see_consents,
    "Draw up a consent, hand the screen over, record its end": consents.can_keep_consents,
    "Sign a consent on one’s own page": consents.can_sign_own,
    "Take a consent back": consents.can_revoke_consent,
    "Give the privacy notice": consents.can_give_notice,
}


def rows() -> Iterator[Row]:
    yield from of_each_client(_DEEDS)
