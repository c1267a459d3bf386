from __future__ import annotations

from integration.access.table.row import DEED, NOTHING, PAGE, Row, of_northgate

SESSION, COUNSELOR = "rated session", "counselor"
"""Of ben’s, drawn for ida; that of Northgate is cleo’s own."""


def _of(thing: str, who: str, in_northgate: str = "") -> dict[str, str]:
    return {thing: who, of_northgate(thing): in_northgate, NOTHING: ""}


RATE = _of(SESSION, "dana ida")
REFUSED = {"POST": 422}

FIDELITY = (
    Row("staff:fidelity", PAGE, "ben dana gil ida cleo", factor=True),
    Row("staff:fidelity_agreement", PAGE, "dana gil", factor=True),
    Row("staff:fidelity_session", PAGE, of=_of(SESSION, "ben dana ida", "cleo"), factor=True),
    Row("staff:fidelity_save", REFUSED, of=RATE, factor=True),
    Row("staff:fidelity_sign", REFUSED, of=RATE, factor=True),
    Row("staff:fidelity_correct", DEED, of=RATE, factor=True),
    Row("staff:fidelity_tick", DEED, of=_of(SESSION, "ben", "cleo"), factor=True),
    Row("staff:fidelity_counselor", PAGE, of=_of(COUNSELOR, "ben dana gil", "cleo"), factor=True),
    Row("staff:fidelity_draw", REFUSED, of=_of(COUNSELOR, "dana gil"), factor=True),
    Row(
        "staff:fidelity_notes",
        PAGE | REFUSED,
        of=_of(COUNSELOR, "ben dana", "cleo"),
        factor=True,
    ),
)
