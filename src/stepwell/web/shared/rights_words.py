"""Rights, states, parts and grounds as people say them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stepwell.actions.notices import Told
from stepwell.actions.rights_reading import SecondLookView
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.parts import Part
from stepwell.domain.rights.requests import State
from stepwell.domain.rights.second_looks import Outcome

RIGHT_WORDS = {
    Right.COPY: _("A copy of the record"),
    Right.AMENDMENT: _("A change in the record"),
    Right.ERASURE: _("To be erased"),
}
STATE_WORDS = {
    State.OPEN: _("Waits for an answer"),
    State.GRANTED: _("Agreed, to be done"),
    State.DENIED: _("Denied"),
    State.DONE: _("Done"),
    State.WITHDRAWN: _("Taken back"),
}
WAY_WORDS = {
    "app": _("In the app"),
    "in_person": _("In person"),
    "in_writing": _("In writing"),
    "phone": _("On the phone"),
}
PART_WORDS = {
    Part.RECORD: _("The record: who the person is and the care they had"),
    Part.SAFETY: _("Safety plans, screenings and what happened around them"),
    Part.CONSENTS: _("Signed consents, notices and their receipts"),
    Part.DISCLOSURES: _("The list of what was given to others"),
    Part.REQUESTS: _("What the person asked for, and the answers"),
    Part.REACH: _("How to reach them, and messages to them"),
    Part.ACCOUNT: _("Their own sign-in and app"),
    Part.TRAIL: _("The audit trail, which knows people by a number only"),
}
GROUND_WORDS = {
    "not_made_here": _("The program did not write it"),
    "not_in_record": _("It is not part of the record"),
    "not_open_to_access": _("It is something the person may not see"),
    "accurate": _("It is accurate and complete"),
    "counseling_notes": _("It asks for counseling notes"),
    "for_a_proceeding": _("It was put together for a legal proceeding"),
    "endangers": _("It would endanger someone (the person may ask for a second look)"),
    "must_be_kept": _("It has to be kept for a time that is not over"),
    "on_hold": _("A legal hold is in force"),
}
OUTCOME_WORDS = {
    Outcome.UPHELD: _("It stays denied"),
    Outcome.GRANTED: _("They get the copy"),
}
OWN_OUTCOME_WORDS = {
    Outcome.UPHELD: _("It stays denied"),
    Outcome.GRANTED: _("You get the copy"),
}
TOLD_WORDS = {
    Told.MAIL: _("Kept. A neutral note goes to them by e-mail; the answer is in their app."),
    Told.APP: _("Kept. They see it in their app. No note goes out: they did not agree to e-mail."),
    Told.BY_HAND: _("Kept. Tell them: they have no app, and no note may be sent to them."),
}
"""How the client learns of an answer."""
CAUSE_WORDS = {
    "asked": _("The person asked for it"),
    "due": _("The time to keep it was over"),
}
BASIS_WORDS = {
    "source": _("read in the source"),
    "recalled": _("not confirmed"),
    "design": _("chosen by the makers of this software"),
}


def outcome_words(look: SecondLookView | None, words: dict[Outcome, Any]) -> Any:
    """What a second look came to, in `words`; "" while there is none or it waits."""
    return words[look.outcome] if look and look.outcome else ""
