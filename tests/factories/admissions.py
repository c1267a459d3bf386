"""Someone in care, by the shortest way that the rules leave."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stepwell.actions.intakes import Admission, admit
from stepwell.actions.privacy_notices import give_notice
from stepwell.actions.referrals import NewReferral, receive_referral, start_intake
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.episodes import LevelOfCare
from stepwell.records.people.models import NoticeReceipt

LEVEL = LevelOfCare.INTENSIVE_OUTPATIENT


def admitted(
    client_id: UUID, *, by: Actor, at: datetime, level: LevelOfCare = LEVEL, **more: object
) -> UUID:
    """The id of the episode; with the privacy notice given. more: of `Admission`."""
    if not NoticeReceipt.objects.filter(client=client_id).exists():
        give_notice(client_id, language="en", outcome="taken", way="paper", name="", by=by, at=at)
    referral = receive_referral(client_id, NewReferral(), by=by, at=at)
    intake = start_intake(referral, by=by, at=at)
    new = Admission(level=level, reason="A test", **more)  # type: ignore[arg-type]
    return admit(intake, new, by=by, at=at)
