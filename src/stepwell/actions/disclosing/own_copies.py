"""Copies that a client is given of their own things: a signed form, a safety plan, their record.

They pass the gate like everything else, on the basis that it is the client's own, and stand in the
accounting.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stepwell.actions.disclosing.gate import disclose
from stepwell.actions.disclosing.released import Released
from stepwell.actions.disclosing.sending import Sending
from stepwell.domain.access.actor import Actor
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.domain.disclosures.exceptions import ToClient

THEMSELVES = "The client"
SIGNED_IN = "They were signed in themselves."


def give_copy(
    client_id: UUID | str,
    *,
    document: str,
    information: frozenset[InformationKind],
    form: DisclosureForm,
    how_identified: str = SIGNED_IN,
    words: str = "",
    address: str = "",
    by: Actor,
    at: datetime,
) -> Released:
    """
    Args:
        document: a slug, such as consent_form or record_copy.
        how_identified: how staff knew it is them; a member who is signed in needs none.
        words, address: as of a Sending.

    Raises:
        AccessDenied, NotFound: `by` is neither the client nor in care of them.
        DisclosureRefused: nothing of it may be given, such as counseling notes.
    """
    sending = Sending(
        recipient=Recipient(RecipientKind.OTHER, THEMSELVES),
        purpose=Purpose.CLIENT_REQUEST,
        information=information,
        form=form,
        claim=ToClient(how_identified=how_identified),
        words=words,
        address=address,
        document=document,
    )
    return disclose(client_id, sending, by=by, at=at)
