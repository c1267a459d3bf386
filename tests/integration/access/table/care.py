from __future__ import annotations

from integration.access.table.clients import DESK, IN_CARE, SEEN
from integration.access.table.row import DEED, FORM, NOTHING, PAGE, Row, of_northgate

# The inquiry, its intake and the episode of Harbor are noel’s, whom dana cares for as the
# supervisor; those of Northgate are una’s.
REFERRAL, INTAKE, EPISODE = "referral", "intake", "episode"
ASKED = {REFERRAL: "dana fay", of_northgate(REFERRAL): "cleo", NOTHING: ""}


def worked_on(thing: str) -> dict[str, str]:
    return {thing: "dana", of_northgate(thing): "cleo", NOTHING: ""}


CARE = (
    Row("staff:referrals", PAGE, DESK, factor=True),
    Row("staff:referral_add", FORM, DESK, factor=True),
    Row("staff:referral_again", FORM, of=SEEN, factor=True),
    Row("staff:referral", PAGE, of=ASKED, factor=True),
    Row("staff:referral_close", FORM, of=worked_on(REFERRAL), factor=True),
    Row("staff:referral_take_up", DEED, of=worked_on(REFERRAL), factor=True),
    Row("staff:referral_start_intake", DEED, of=worked_on(REFERRAL), factor=True),
    Row("staff:referral_intake", PAGE, of=worked_on(INTAKE), factor=True),
    Row("staff:referral_no_consents", DEED, of=worked_on(INTAKE), factor=True),
    Row("staff:referral_admit", FORM, of=worked_on(INTAKE), factor=True),
    Row("staff:referral_intake_end", FORM, of=worked_on(INTAKE), factor=True),
    Row("staff:client_care", PAGE, of=IN_CARE, factor=True),
    Row("staff:client_episode_move", FORM, of=worked_on(EPISODE), factor=True),
    Row("staff:client_episode_discharge", FORM, of=worked_on(EPISODE), factor=True),
    Row("staff:client_episode_goal", FORM, of=worked_on(EPISODE), factor=True),
    Row("staff:client_episode_plan", FORM, of=worked_on(EPISODE), factor=True),
    Row("staff:client_episode_plan_settle", FORM, of=worked_on(EPISODE), factor=True),
    Row("staff:client_episode_therapy", FORM, of=worked_on(EPISODE), factor=True),
    Row("staff:client_episode_therapy_end", DEED, of=worked_on(EPISODE), factor=True),
    Row("staff:client_episode_diagnosis", FORM, of=worked_on(EPISODE), factor=True),
    Row("staff:client_episode_diagnosis_remove", DEED, of=worked_on(EPISODE), factor=True),
)
