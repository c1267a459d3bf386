from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Model

from cast import Cast
from integration.access.things.naming import Arguments, NamesIt, one_client, one_thing
from stepwell.actions.consents import NewConsent, NewSignature, draw_up_consent, sign_consent
from stepwell.domain.consents.kinds import (
    InformationKind,
    Purpose,
    RecipientKind,
    SignatureMethod,
    SignerRole,
)
from stepwell.domain.consents.terms import Recipient
from stepwell.records.people.models import Consent

if TYPE_CHECKING:
    from integration.access.world import World

FAMILY = NewConsent(
    template="named",
    information=frozenset({InformationKind.PROGRESS}),
    recipients=(Recipient(RecipientKind.FAMILY, "Rosa"),),
    purposes=frozenset({Purpose.FAMILY_SUPPORT}),
    expires_on=date(2199, 1, 1),
)
NAME = NewSignature(SignerRole.CLIENT, "Someone", SignatureMethod.TYPED)


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """A signed consent and one that is not."""
    client, counselor = ("ana", "ben") if slug == "harbor" else ("una", "cleo")
    by, client_id = cast.actor(counselor, at=at), cast.client(client).pk
    draft, signed = (draw_up_consent(client_id, FAMILY, by=by, at=at) for _ in range(2))
    sign_consent(signed, NAME, by=by, at=at, is_own=False)
    return {
        "draft": Consent.objects.get(pk=draft),
        "consent": Consent.objects.get(pk=signed),
    }


def _form(world: World, thing: str, name: str) -> Arguments:
    return {**one_client(world, thing, name), "template": "named"}


_ONE = one_thing("consent_id")

ARGUMENTS: dict[str, NamesIt] = {
    "staff:consents": one_client,
    "staff:consent_new": one_client,
    "staff:consent_draw_up": _form,
    "staff:privacy_notice": one_client,
    "staff:privacy_notice_hand_over": one_client,
    "staff:privacy_notice_paper": one_client,
    "staff:privacy_facts": one_client,
    "staff:consent": _ONE,
    "staff:consent_sign": _ONE,
    "staff:consent_hand_over": _ONE,
    "staff:consent_revoke": _ONE,
    "staff:consent_end": _ONE,
    "staff:consent_false": _ONE,
    "staff:consent_discard": _ONE,
    "staff:consent_paper": _ONE,
    "members:consent": _ONE,
    "members:consent_sign": _ONE,
    "members:consent_revoke": _ONE,
    "members:consent_paper": _ONE,
}
