"""What a significant other takes on between sessions, and when they see it on their page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from stepwell.domain.consents.consent import Consent
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.domain.disclosures.deciding import decide
from stepwell.domain.disclosures.decision import Decision
from stepwell.domain.disclosures.limits import Hold, Restriction
from stepwell.domain.disclosures.request import DisclosureRequest

INFORMATION = frozenset({InformationKind.PLAN})
"""That someone has a task for them is part of the plan of care (design)."""
PURPOSE, FORM, DOCUMENT = Purpose.FAMILY_SUPPORT, DisclosureForm.MESSAGE, "partner_task"
LONGEST_ANSWER = 2000
MOST_ANSWERS = 20
"""To one task: it may be said otherwise, and every time is kept (design)."""


class PartnerSaid(StrEnum):
    DONE = "done"
    NOT_DONE = "not_done"


def family_recipient(name: str) -> Recipient:
    """As a consent form names family: by the name that was typed."""
    return Recipient(RecipientKind.FAMILY, name)


def decide_for_partner(
    client_key: str,
    name: str,
    consents: Iterable[Consent],
    restrictions: Iterable[Restriction],
    holds: Iterable[Hold],
    at: datetime,
    zone: str,
) -> Decision:
    """Whether what was let out for this partner may still be shown to them."""
    request = DisclosureRequest(
        client_key=client_key,
        recipient=family_recipient(name),
        purpose=PURPOSE,
        information=INFORMATION,
        form=FORM,
    )
    return decide(request, consents, (), restrictions, holds, at.astimezone(ZoneInfo(zone)))


def words_for_partner(who: str, title: str, when: str, where: str) -> str:
    """All that leaves of a task, as it stands in the accounting."""
    lines = (("With", who), ("Task", title), ("When", when), ("Where", where))
    return "\n".join(f"{label}: {said}" for label, said in lines if said)


def chosen_name(alias: str, name: str) -> str:
    """What the person wants to be called, else their first name."""
    return alias.strip() or name.strip().partition(" ")[0]
