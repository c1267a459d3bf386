"""The table of addresses: who opens what, by which method, and what everyone else gets.

One row for each address of the site. Everyone of the cast is tried on every row with every method:

- who: whom it opens for; they get the status of `answers`, and 405 for a method not named there.
- Others who are signed in are refused: 403, or 404 where the address names a thing.
- dot, who is nobody, is sent to the sign-in page.
- of: the things the address can name, and for whom each opens. Whoever has the right to one thing
  gets 404 for a thing of another program and for one that is not there, 403 for one of their own
  program that is out of their reach.
- factor, proof: the page asks for a second factor, or for a recent proof of who it is.

Forms are sent empty here, so 422 is the answer of a form that was read. Where an empty one would
say nothing about access, `world.SENDS` has what is sent instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")

TO_SIGN_IN = "to the sign-in page"
TO_SECOND_FACTOR = "to setting up a second factor"
TO_PROOF = "to proving again who it is"

Outcome = int | str
"""A status, or one of the redirects above."""

Status = Outcome | tuple[Outcome, ...]


PAGE: Mapping[str, Status] = {"GET": 200, "HEAD": 200}
FORM: Mapping[str, Status] = {"GET": 200, "HEAD": 200, "POST": 422}
DEED: Mapping[str, Status] = {"POST": 302}
QUESTION: Mapping[str, Status] = {"POST": 200}
"""A passkey’s: answered with what the browser needs to know."""
WRONG_ANSWER: Mapping[str, Status] = {"POST": 422}
"""To a passkey’s question: an empty one."""
STEP: Mapping[str, Status] = {"GET": TO_SIGN_IN, "HEAD": TO_SIGN_IN, "POST": TO_SIGN_IN}
ASIDE: Mapping[str, Status] = {"GET": 302}
"""Leads on, without a page of its own."""

DOT = "dot"
OPERATOR = "otto"
"""Administers the installation and works in no program."""
HARBOR_STAFF = "ben dana gil fay cora abe ida"
STAFF = f"{HARBOR_STAFF} cleo"
SIGNED_IN = f"{STAFF} ana vic sol pat {OPERATOR}"
EVERYONE = f"{SIGNED_IN} {DOT}"
GIVE_ROLES = "ben dana fay cora abe cleo"

NOTHING = "nothing"
"""A thing that is not there."""


@dataclass(frozen=True, slots=True)
class Row:
    """who: names, separated by spaces; "" where it depends on the thing alone."""

    route: str
    answers: Mapping[str, Status]
    who: str = ""
    of: Mapping[str, str] = field(default_factory=dict)
    factor: bool = False
    proof: bool = False

    def expected(self, method: str) -> set[Outcome]:
        """What those it opens for get."""
        status = self.answers.get(method, 405)
        return set(status) if isinstance(status, tuple) else {status}

    def opens_for(self, name: str, thing: str = "") -> bool:
        return name in (self.of[thing] if thing else self.who).split()

    def may_sometimes(self, name: str) -> bool:
        return name in self.who.split() or any(name in who.split() for who in self.of.values())


MACHINES = (
    Row("healthz", PAGE, EVERYONE),
    Row("readyz", {"GET": (200, 503), "HEAD": (200, 503)}, EVERYONE),
    Row("shared:stylesheet", PAGE, of={"the sheet": EVERYONE}),
    Row("shared:gallery", PAGE, EVERYONE),
)

FINDER = (
    Row("public:home", PAGE, EVERYONE),
    Row("public:meetings", PAGE | {"POST": (200, 302)}, EVERYONE),
    Row("public:meeting_counts", {"GET": (200, 204), "HEAD": (200, 204)}, EVERYONE),
    Row("public:shortlist", PAGE | {"POST": 200}, EVERYONE),
    Row("public:first_meeting", PAGE, EVERYONE),
    Row("public:why_not_listed", PAGE, EVERYONE),
    Row("public:why_not_listed_feed", PAGE, of={"a list": EVERYONE, NOTHING: ""}),
    Row("public:changes", PAGE, EVERYONE),
    Row("public:meeting", PAGE, of={"a meeting": EVERYONE, NOTHING: ""}),
    Row("public:calendar", PAGE, of={"a meeting": EVERYONE, NOTHING: ""}),
    Row(
        "public:meeting_by_key",
        {"GET": 302, "HEAD": 302},
        of={"a meeting": EVERYONE, NOTHING: ""},
    ),
    Row("public:places", PAGE, EVERYONE),
    Row("public:help_now", PAGE, EVERYONE),
    Row("public:privacy", PAGE, EVERYONE),
)

ENTRANCE = (
    # Whoever is signed in is led on from here.
    Row("accounts:sign_in", {"GET": (200, 302), "HEAD": (200, 302), "POST": 422}, EVERYONE),
    Row("accounts:passkey", WRONG_ANSWER, EVERYONE),
    Row("accounts:passkey_options", QUESTION, EVERYONE),
    Row("accounts:recovery", FORM, EVERYONE),
    # Without the step before it, each of these leads to the start.
    Row("accounts:code", STEP, EVERYONE),
    Row("accounts:step_passkey", {"POST": TO_SIGN_IN}, EVERYONE),
    Row("accounts:step_passkey_options", {"POST": TO_SIGN_IN}, EVERYONE),
    Row("accounts:pin", STEP, EVERYONE),
    Row("accounts:sign_out", DEED, EVERYONE),
    # Whoever is signed in has an account and is led to it.
    Row("accounts:sign_up", {"GET": (200, 302), "HEAD": (200, 302), "POST": (302, 422)}, EVERYONE),
    Row("accounts:sign_up_passkey", {"POST": (302, 422)}, EVERYONE),
    Row("accounts:sign_up_passkey_options", {"POST": (200, 302)}, EVERYONE),
    # A link that opens nothing leads on like one that does; the page says that it is over.
    Row("accounts:open_link", ASIDE, of={"a link": EVERYONE, "an invented link": EVERYONE}),
    Row("accounts:new_way", {"GET": 410, "HEAD": 410, "POST": 410}, EVERYONE),
    Row("accounts:new_way_passkey", {"POST": 410}, EVERYONE),
    Row("accounts:new_way_passkey_options", DEED, EVERYONE),
    Row("accounts:open_invitation", ASIDE, of={"a link": EVERYONE, "an invented link": EVERYONE}),
    Row("accounts:welcome", {"GET": 410, "HEAD": 410, "POST": 410}, EVERYONE),
    Row("accounts:welcome_passkey", {"POST": 410}, EVERYONE),
    Row("accounts:welcome_passkey_options", DEED, EVERYONE),
)

MEMBERS = (
    Row("members:manifest", PAGE, SIGNED_IN),
    # To a member of whom no record is kept it says so.
    Row("members:openings", PAGE, "ana pat"),
)

OWN_ACCOUNT = (
    Row("accounts:take_up", DEED, SIGNED_IN),
    Row("accounts:home", {"GET": 200}, SIGNED_IN),
    Row("accounts:second_factor", ASIDE, SIGNED_IN),
    # Sent empty, it names a program in which nobody has a role.
    Row("accounts:act_in", {"POST": 404}, SIGNED_IN),
    Row("accounts:make_link", FORM, f"ben dana cora abe cleo {OPERATOR}", proof=True),
    Row("accounts:invite", FORM, GIVE_ROLES, factor=True, proof=True),
    # Sent empty, it names no invitation.
    Row("accounts:withdraw_invitation", {"POST": 404}, SIGNED_IN, factor=True, proof=True),
    Row("accounts:programs", FORM, SIGNED_IN),
    Row("accounts:leave_program", PAGE | {"POST": TO_SIGN_IN}, "ana", proof=True),
    Row("accounts:stay", {"POST": 204}, SIGNED_IN),
    # Another's is left as it is, in the words for one that has ended.
    Row("accounts:end_session", DEED, of={"own": SIGNED_IN, "another’s": SIGNED_IN}),
    Row("accounts:confirm", FORM, SIGNED_IN),
    Row("accounts:confirm_passkey", WRONG_ANSWER, SIGNED_IN),
    Row("accounts:confirm_passkey_options", QUESTION, SIGNED_IN),
    Row("accounts:passkeys", FORM, SIGNED_IN, proof=True),
    Row("accounts:new_passkey_options", QUESTION, SIGNED_IN, proof=True),
    Row("accounts:remove_passkey", DEED, of={"another’s": SIGNED_IN}, proof=True),
    Row("accounts:password", FORM, SIGNED_IN, proof=True),
    Row("accounts:remove_password", DEED, SIGNED_IN, proof=True),
    Row("accounts:app", FORM, SIGNED_IN, proof=True),
    Row("accounts:remove_app", DEED, SIGNED_IN, proof=True),
    Row("accounts:recovery_codes", PAGE | {"POST": 200}, SIGNED_IN, proof=True),
    Row("accounts:shared_phone", FORM, SIGNED_IN, proof=True),
    Row("accounts:remove_pin", DEED, SIGNED_IN, proof=True),
)

DESK = "ben dana fay cleo"
"""Who lists clients, of their own program."""

# ana is ben’s, of the team that dana leads; noel is nobody’s; lou is in care outside that team; una
# is another program’s.
SEEN = {"ana": "ben dana fay", "noel": "dana fay", "lou": "fay", "una": "cleo", NOTHING: ""}
IN_CARE = {"ana": "ben dana", "noel": "dana", "lou": "", "una": "cleo", NOTHING: ""}
SUPERVISED = {"ana": "dana", "noel": "dana", "lou": "", "una": "", NOTHING: ""}
OUT_OF_REACH = {"ana": "", "noel": "ben", "lou": "ben dana", "una": "", NOTHING: ""}


def of_harbor(thing: str, who: str) -> Mapping[str, str]:
    """Things of that kind in both programs; Northgate has nobody for whom one opens."""
    return {thing: who, f"Northgate’s {thing}": "", NOTHING: ""}


CLIENTS = (
    Row("staff:clients", PAGE, DESK, factor=True),
    Row("staff:client_search", {"POST": 200}, DESK, factor=True),
    Row("staff:client_emergency_search", PAGE | {"POST": 200}, "ben dana cleo", factor=True),
    Row("staff:client_add", FORM, DESK, factor=True),
    Row("staff:client", PAGE, of=SEEN, factor=True),
    Row("staff:client_change", FORM, of=SEEN, factor=True),
    Row("staff:client_contact", PAGE | {"POST": 302}, of=SEEN, factor=True),
    Row("staff:client_emergency", PAGE | {"POST": 302}, of=SEEN, factor=True),
    Row("staff:client_assign", DEED, of=SUPERVISED, factor=True),
    Row("staff:client_unassign", DEED, of=SUPERVISED, factor=True),
    Row("staff:client_close", DEED, of=IN_CARE, factor=True),
    Row("staff:client_reopen", DEED, of=IN_CARE, factor=True),
    Row("staff:client_send_note", DEED, of=SEEN, factor=True),
    Row("staff:client_openings", PAGE, of=IN_CARE, factor=True),
    Row("staff:client_glass", FORM, of=OUT_OF_REACH, factor=True),
    Row("staff:client_merge", PAGE | {"POST": 200}, of=SUPERVISED, factor=True),
    Row("staff:counts", PAGE, "dana gil", factor=True),
    Row("staff:glass_reviews", PAGE, "dana", factor=True),
    Row("staff:glass_review", DEED, of=of_harbor("emergency", "dana"), factor=True),
    Row("staff:merges", PAGE, "dana", factor=True),
    Row("staff:merge_undo", DEED, of=of_harbor("merge", "dana"), factor=True),
    Row("staff:caseloads", PAGE, "dana", factor=True),
    Row("staff:caseload_hand_over", FORM, of=of_harbor("counselor", "dana"), factor=True),
    Row("staff:outbox", PAGE, DESK, factor=True),
)

PROGRAM = (
    Row("staff:home", PAGE, f"{STAFF} {OPERATOR}"),
    Row("staff:people", PAGE, "dana gil cora abe", factor=True),
    Row("staff:people_grant", FORM, "cora abe", factor=True, proof=True),
    # The roles of gil and cleo, who may lay down their own.
    Row(
        "staff:people_end_role",
        DEED,
        of=of_harbor("role", "abe gil") | {"Northgate’s role": "cleo"},
        factor=True,
        proof=True,
    ),
    Row("staff:teams", FORM, "dana abe", factor=True),
    Row("staff:team_join", {"POST": 422}, "dana abe", factor=True),
    Row("staff:team_leave", DEED, of=of_harbor("team", "dana abe"), factor=True),
    Row("staff:program", FORM, "abe", factor=True),
    Row("staff:program_site_add", {"POST": 422}, "abe", factor=True),
    Row("staff:program_site_close", DEED, of=of_harbor("site", "abe"), factor=True),
    Row("staff:trail", PAGE, f"ida {OPERATOR}"),
)

FEEDS = (
    Row("staff:health", PAGE, OPERATOR),
    Row("staff:feeds", PAGE, OPERATOR),
    Row("staff:feed_add", FORM, OPERATOR),
    Row("staff:feed", PAGE, of={"a list": OPERATOR, NOTHING: ""}),
    Row("staff:feed_change", FORM, of={"a list": OPERATOR, NOTHING: ""}),
    Row("staff:feed_read", DEED, of={"a list": OPERATOR, NOTHING: ""}),
    Row("staff:feed_remove", DEED, of={"a list": OPERATOR, NOTHING: ""}),
)

TABLE = (*MACHINES, *FINDER, *ENTRANCE, *OWN_ACCOUNT, *MEMBERS, *CLIENTS, *PROGRAM, *FEEDS)
