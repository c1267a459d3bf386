from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Model

from cast import Cast
from integration.access.table.row import NOTHING
from integration.access.things.naming import NamesIt, Sends, one_client, one_thing
from stepwell.actions.disclosing import give_copy
from stepwell.actions.review_releases import make_release
from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import (
    Breach,
    BreachWords,
    Disclosure,
    LegalRequest,
    Restriction,
    ReviewRelease,
    ServiceAgreement,
)


def things_of(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """A copy that ana was given by ben, and una by cleo; and one of each register."""
    key, counselor = ("ana", "ben") if slug == "harbor" else ("una", "cleo")
    client, organization = cast.client(key), cast.organizations[slug]
    released = give_copy(
        client.pk,
        document="record",
        information=frozenset({InformationKind.CONTACTS}),
        form=DisclosureForm.PRINT,
        how_identified="She showed a card.",
        by=cast.actor(counselor, at=at),
        at=at,
    )
    asked = {"client": client, "words": "Nothing to my work.", "asked_at": at, "asked_by": "test"}
    return {
        "disclosure": Disclosure.objects.get(pk=released.disclosure_id),
        "restriction": Restriction.objects.create(**asked),
        "kept back": Restriction.objects.create(
            **asked, state=Restriction.State.ACCEPTED, answered_at=at, answered_by="test"
        ),
        "legal paper": LegalRequest.objects.create(
            organization=organization,
            kind="subpoena",
            sender="A firm",
            received_on=_day(organization, at),
            received_at=at,
            received_by="test",
        ),
        "breach": _breach(organization, at),
        "agreement": ServiceAgreement.objects.create(
            organization=organization,
            party="Backups Inc.",
            services="Backups",
            signed_on=_day(organization, at),
            recorded_at=at,
            recorded_by="test",
        ),
    } | _releases(cast, slug, at)


def _day(organization: Organization, at: datetime) -> date:
    """By the program's own clock."""
    return at.astimezone(ZoneInfo(organization.time_zone)).date()


def _breach(organization: Organization, at: datetime) -> Breach:
    """One to tell of, with its letter."""
    breach = Breach.objects.create(
        organization=organization,
        words="A bag was lost.",
        discovered_on=_day(organization, at),
        people=1,
        most_in_a_state=1,
        is_breach=True,
        recorded_at=at,
        recorded_by="test",
    )
    BreachWords.objects.create(
        breach=breach,
        language="en",
        what_happened="A bag with papers was lost.",
        kinds=["name"],
        steps="Look at your mail for things you did not ask for.",
        doing="We look for the bag, and carry none home from now on.",
        phone="555-0100",
        written_at=at,
        written_by="test",
    )
    return breach


def _releases(cast: Cast, slug: str, at: datetime) -> dict[str, Model]:
    """One that waits, one that was approved and one that was made; in Northgate of cleo alone."""
    proposer, second = ("gil", "dana") if slug == "harbor" else ("cleo", "cleo")
    organization = cast.organizations[slug]
    today = _day(organization, at)
    values = {
        "organization": organization,
        "kind": "audit",
        "recipient": "State agency",
        "recipient_kind": "other",
        "authority": "State audit",
        "agreed_on": today,
        "why_named": "They look at single records.",
        "information": ["discharge"],
        "care_from": today - timedelta(days=9),
        "care_until": today,
        "most": 5,
        "proposed_at": at,
        "proposed_by": str(cast.users[proposer].pk),
        "proposed_by_name": proposer,
    }
    approved = values | {
        "is_approved": True,
        "decided_at": at,
        "decided_by": str(cast.users[second].pk),
        "decided_by_name": second,
    }
    made = ReviewRelease.objects.create(**approved)
    if slug == "harbor":
        make_release(made.pk, by=cast.actor("gil", at=at), at=at)
    return {
        "release": ReviewRelease.objects.create(**values),
        "approved": ReviewRelease.objects.create(**approved),
        "released": made,
    }


SENDS: dict[str, Sends] = {
    "staff:restriction_answer": lambda world: {"answer": "yes"},
    "staff:release_decide": lambda world: {"answer": "yes"},
    "staff:privacy_breach": lambda world: {"is_breach": "true", "risk": ""},
}

ARGUMENTS: dict[str, NamesIt] = {
    "staff:client_shared": one_client,
    "staff:client_share": one_client,
    "staff:client_share_without": lambda world, thing, name: {
        **one_client(world, thing, name),
        "basis": "medical_emergency",
    },
    "staff:disclosure": one_thing("disclosure_id"),
    "staff:disclosure_pdf": one_thing("disclosure_id"),
    "staff:client_restrict": one_client,
    "staff:restriction_answer": one_thing("restriction_id"),
    "staff:restriction_end": one_thing("restriction_id"),
    "staff:client_hold": one_client,
    "staff:client_hold_lift": one_client,
    "staff:client_legal": one_client,
    "staff:legal_request": one_thing("request_id"),
    "staff:legal_letter": one_thing("request_id"),
    **dict.fromkeys(
        [
            "staff:release",
            "staff:release_decide",
            "staff:release_withdraw",
            "staff:release_make",
            "staff:release_paper",
        ],
        one_thing("release_id"),
    ),
    **dict.fromkeys(
        ["staff:privacy_breach", "staff:breach_notice", "staff:breach_due", "staff:breach_letters"],
        one_thing("breach_id"),
    ),
    "staff:breach_words": lambda world, thing, name: {
        **one_thing("breach_id")(world, thing, name),
        "language": "en",
    },
    "staff:privacy_review": lambda world, thing, name: {
        "kind": "nothing" if thing == NOTHING else "agreements"
    },
    "staff:privacy_agreement_end": one_thing("agreement_id"),
}
