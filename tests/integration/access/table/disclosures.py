from __future__ import annotations

from integration.access.table.clients import IN_CARE, SEEN
from integration.access.table.row import DEED, FORM, NOTHING, PAGE, Row, of_harbor, of_northgate

OF_ANA_OR_UNA = {"disclosure": "ben dana", of_northgate("disclosure"): "cleo", NOTHING: ""}
OF_HARBOR = {"ana": "dana", "noel": "dana", "lou": "dana", "una": "", NOTHING: ""}
REGISTERS = "gil abe"

DISCLOSURES = (
    Row("staff:client_shared", PAGE, of=IN_CARE, factor=True),
    Row("staff:client_share", FORM, of=IN_CARE, factor=True),
    # Here for a medical emergency, in which the front desk may say who someone is.
    Row("staff:client_share_without", FORM, of=SEEN, factor=True),
    Row("staff:disclosure", PAGE, of=OF_ANA_OR_UNA, factor=True),
    Row("staff:disclosure_pdf", PAGE, of=OF_ANA_OR_UNA, factor=True),
    Row("staff:client_restrict", FORM, of=IN_CARE, factor=True),
    Row("staff:restriction_answer", DEED, of=of_harbor("restriction", "dana"), factor=True),
    Row("staff:restriction_end", DEED, of=of_harbor("kept back", "dana"), factor=True),
    # A hold is set on any record of the program; sent empty, it has no reason.
    Row("staff:client_hold", {"POST": 422}, of=OF_HARBOR, factor=True),
    Row("staff:client_hold_lift", {"POST": 422}, of=OF_HARBOR, factor=True),
    Row("staff:client_legal", FORM, of=SEEN, factor=True),
    Row("staff:legal_add", FORM, "ben dana gil fay cleo", factor=True),
    Row("staff:legal", PAGE, "dana gil", factor=True),
    Row("staff:legal_request", FORM, of=of_harbor("legal paper", "dana gil"), factor=True),
    Row("staff:legal_letter", PAGE, of=of_harbor("legal paper", "dana gil"), factor=True),
    # Proposed by gil, and that which is to be made approved by dana.
    Row("staff:releases", PAGE, "dana gil", factor=True),
    Row("staff:release_add", FORM, "gil", factor=True),
    Row("staff:release", PAGE, of=of_harbor("release", "dana gil"), factor=True),
    Row("staff:release_decide", DEED, of=of_harbor("release", "dana"), factor=True),
    Row("staff:release_withdraw", DEED, of=of_harbor("release", "gil"), factor=True),
    Row("staff:release_make", DEED, of=of_harbor("approved", "gil"), factor=True, proof=True),
    Row("staff:release_paper", PAGE, of=of_harbor("released", "gil"), factor=True, proof=True),
    Row("staff:privacy", PAGE, REGISTERS, factor=True),
    Row("staff:privacy_breach_add", FORM, REGISTERS, factor=True),
    Row(
        "staff:privacy_breach",
        PAGE | {"POST": 302},
        of=of_harbor("breach", REGISTERS),
        factor=True,
    ),
    Row("staff:breach_notice", PAGE, of=of_harbor("breach", REGISTERS), factor=True),
    Row("staff:breach_due", PAGE, of=of_harbor("breach", REGISTERS), factor=True),
    Row("staff:breach_words", FORM, of=of_harbor("breach", REGISTERS), factor=True),
    Row("staff:breach_to_tell", PAGE, "ben dana cleo", factor=True),
    Row(
        "staff:breach_letters",
        FORM,
        of={"breach": "ben dana", of_northgate("breach"): "cleo", NOTHING: ""},
        factor=True,
        proof=True,
    ),
    Row("staff:privacy_agreement_add", FORM, REGISTERS, factor=True),
    Row("staff:privacy_agreement_end", DEED, of=of_harbor("agreement", REGISTERS), factor=True),
    Row("staff:privacy_review", DEED, of={"a review": REGISTERS, NOTHING: ""}, factor=True),
    Row("staff:privacy_closing", FORM, REGISTERS, factor=True),
)
