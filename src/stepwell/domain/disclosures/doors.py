"""Every door through which something leaves the system otherwise than as a page on a screen.

A test walks the code for functions that answer with a file or data, send mail, or render a page to
be printed, and fails where one is not named here. Those about a person in care must pass the gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Passing(StrEnum):
    """GATE: what leaves was released by `actions.disclosing`. NOBODY: nothing about a person in
    care is in it. THEMSELVES: only to whoever is signed in, about how they sign in, or for the
    screen of their own app.
    """

    GATE = "gate"
    NOBODY = "nobody"
    THEMSELVES = "themselves"


@dataclass(frozen=True, slots=True)
class Door:
    """where: file below src/stepwell, a colon, the function; or a template with a print button.
    why: needed but for GATE.
    """

    where: str
    passing: Passing
    why: str = ""


DOORS = (
    Door("web/shared/leaving.py:leave_as_pdf", Passing.GATE),
    Door("web/shared/leaving.py:_file", Passing.GATE),
    Door(
        "web/shared/leaving.py:_about_nobody",
        Passing.NOBODY,
        "The notice before it is anyone’s, and what is due of a register that names no one.",
    ),
    Door(
        "actions/notices.py:deliver_notice",
        Passing.NOBODY,
        "The words of a notice are fixed and neutral: no name, no date, no reason.",
    ),
    Door("web/staff/templates/staff/safety_plan_print.html", Passing.GATE),
    Door("web/staff/templates/staff/sessions/summary_print.html", Passing.GATE),
    Door("web/members/views/manifest.py:manifest", Passing.NOBODY, "The app’s neutral name."),
    Door("web/members/views/app.py:worker", Passing.NOBODY, "A script, the same for all."),
    Door("web/public/views/help_now.py:worker", Passing.NOBODY, "A script, the same for all."),
    Door("web/public/views/area.py:_packed", Passing.NOBODY, "Public meetings."),
    Door("web/public/views/counting.py:rules", Passing.NOBODY, "How days are counted."),
    Door("web/public/views/steps.py:document", Passing.NOBODY, "The texts of the twelve steps."),
    Door("web/shared/views/stylesheet.py:show", Passing.NOBODY, "A style sheet."),
    Door("web/shared/views/health.py:alive", Passing.NOBODY, "Whether the server lives."),
    Door("web/shared/views/health.py:ready", Passing.NOBODY, "Whether the server is ready."),
    Door("web/public/views/calendar.py:download", Passing.NOBODY, "A public meeting."),
    Door(
        "web/staff/views/calendars.py:feed",
        Passing.NOBODY,
        "When someone of the staff is booked: time, length, room. No client, topic or link.",
    ),
    Door(
        "web/members/views/reminders.py:feed",
        Passing.NOBODY,
        "Times under a title that the member chose, who made the address: no name, program or "
        "topic; where they asked for it, the address of a public meeting.",
    ),
    Door(
        "web/accounts/passkey_answers.py:ask",
        Passing.THEMSELVES,
        "A challenge for the passkey of whoever signs in.",
    ),
    Door(
        "web/accounts/templates/accounts/recovery_codes.html",
        Passing.THEMSELVES,
        "Codes for signing in, shown once to whoever made them.",
    ),
    Door(
        "web/shared/json_answers.py:json_answer",
        Passing.THEMSELVES,
        "To a member’s own app: what the member wrote in it, what of it is shared, or why nothing "
        "was taken.",
    ),
    Door(
        "web/members/views/steps.py:waiting",
        Passing.THEMSELVES,
        "The numbers of a member’s own steps that wait, for their app to show.",
    ),
    Door(
        "web/members/views/app.py:here",
        Passing.THEMSELVES,
        "To a member’s own app: a number for who they are, a token, and what they call the app.",
    ),
    Door(
        "web/members/views/app.py:look",
        Passing.THEMSELVES,
        "The name and icon that a member just chose, or why not.",
    ),
)
