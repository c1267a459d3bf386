"""The patient notice of 2.22: given at admission, before anyone works with what is clinical.

Source: 42 CFR 2.22(a): at admission, or as soon as the person can understand it. How long a
program may take is not a number in the rule; the grace is the program's and counsel's to set.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.twins import twin_of

GRACE = timedelta(hours=72)
"""From the making of the record (design): intake takes more than one visit. [K]: counsel confirms.
The installation sets another, 0 for none."""


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """record_made_at: when the client's record began. served_at: when the notice was first given,
    None if never. could_not_at: when staff wrote down that the person could not take it in yet.
    """

    record_made_at: datetime
    served_at: datetime | None = None
    could_not_at: datetime | None = None


def check_notice_served(
    facts: NoticeFacts, *, at: datetime, grace: timedelta = GRACE, is_emergency: bool = False
) -> None:
    """Before a clinical record is opened.

    Args:
        grace: after the record was made, or after the person could not take the notice in.
        is_emergency: someone is in danger; the notice waits.

    Raises:
        AccessDenied: the notice has not been served and the grace is over.
    """
    if is_emergency or (facts.served_at is not None and facts.served_at <= at):
        return
    starts = max(filter(None, (facts.record_made_at, facts.could_not_at)))
    if at <= starts + grace:
        return
    raise AccessDenied(
        "Give this person the privacy notice first and keep the receipt: without it the "
        "clinical record stays closed. You find it under Consents.",
        rule="notice.not_served",
    )


is_notice_served = twin_of(check_notice_served)
