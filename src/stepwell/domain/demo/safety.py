"""What the demo shows of safety: a plan, paths at different points, an incident. All invented."""

from __future__ import annotations

from stepwell.domain.safety.paths import Disposition
from stepwell.domain.safety.plan import PlanPart

PLAN = {
    PlanPart.SIGNS: ("I stop answering my phone", "I count what is left in the bottle"),
    PlanPart.ALONE: ("Walk to the breakwater and back", "Cook rice the way my mother did"),
    PlanPart.AROUND: ("The early meeting on Mill Street", "Rosa’s kitchen, (203) 555-0161"),
    PlanPart.PEOPLE: ("My sponsor, June, (203) 555-0170", "Aunt Rosa, (203) 555-0161"),
    PlanPart.PROFESSIONALS: ("Ben at Harbor House, (203) 555-0142", "988, press 2 for Spanish"),
    PlanPart.SAFER: ("Aunt Rosa keeps the pills", "Naloxone is in the blue bag by the door"),
}
EARLIER_PLAN = {
    part: PLAN[part] if part in {PlanPart.SIGNS, PlanPart.ALONE} else () for part in PlanPart
}
RETURN_TO_USE = "She told me at the start of the session: two evenings last week."
ENDED = Disposition(
    "goes-on",
    "We talked it through. She goes to the early meeting with June, and stays in the group.",
)
NEXT_CONTACT = "I call her tomorrow at ten; voicemail is all right."
ARRIVAL = "He sways and slurs. He says he came by bus."
INCIDENT = (
    "A man who was waiting for a friend collapsed in the restroom and was not breathing right. "
    "He woke after the second dose of naloxone."
)
INCIDENT_DONE = "Fay called 911, Ben gave rescue breaths and naloxone. The ambulance took him."
