from __future__ import annotations

from integration.access.table.row import (
    ASIDE,
    DEED,
    EVERYONE,
    FORM,
    QUESTION,
    STEP,
    TO_SIGN_IN,
    WRONG_ANSWER,
    Row,
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
