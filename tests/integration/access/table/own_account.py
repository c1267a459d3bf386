from __future__ import annotations

from integration.access.table.row import (
    ASIDE,
    DEED,
    FORM,
    GIVE_ROLES,
    OPERATOR,
    PAGE,
    QUESTION,
    SIGNED_IN,
    TO_SIGN_IN,
    WRONG_ANSWER,
    Row,
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
    # Where no screen is handed over, there is nothing to take back.
    Row("accounts:take_back", {"GET": 302, "HEAD": 302, "POST": 302}, SIGNED_IN),
    Row("accounts:take_back_passkey", DEED, SIGNED_IN),
    Row("accounts:take_back_passkey_options", DEED, SIGNED_IN),
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
