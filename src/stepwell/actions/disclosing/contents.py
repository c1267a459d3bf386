"""What the record holds of each kind of information, as lines for a paper that leaves.

A room that keeps something of a kind adds its reader to READERS; what has no reader here leaves
only in the words that staff write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from stepwell.domain.consents.kinds import InformationKind
from stepwell.domain.disclosures.words import INFORMATION
from stepwell.domain.safety.plan import PlanPart
from stepwell.records.care.models import SafetyPlan
from stepwell.records.people.models import Client

Line = tuple[str, str]
Reader = Callable[[Client], Iterator[Line]]


def sections_of(client: Client, view: frozenset[InformationKind]) -> list[dict[str, object]]:
    """One section for each kind in view that the record holds something of, in a fixed order."""
    found: list[dict[str, object]] = []
    for kind in InformationKind:
        if kind not in view:
            continue
        reader = READERS.get(kind)
        lines = [[label, value] for label, value in reader(client) if value] if reader else []
        found.append({"kind": kind.value, "heading": INFORMATION[kind], "lines": lines})
    return found


def _being_a_client(client: Client) -> Iterator[Line]:
    yield "Name", client.name or client.alias
    yield "Client since", f"{client.created_at:%B %-d, %Y}"
    if client.closed_at is not None:
        yield "Until", f"{client.closed_at:%B %-d, %Y}"


def _first_name_and_number(client: Client) -> Iterator[Line]:
    yield "First name", (client.alias or client.name).split(" ")[0]
    yield "Phone", client.phone


def _contacts(client: Client) -> Iterator[Line]:
    yield "Name", client.name or client.alias
    yield "Phone", client.phone
    yield "E-mail", client.email
    yield "Address", client.postal_address


def _assessment(client: Client) -> Iterator[Line]:
    yield "Substances of concern", ", ".join(client.substances)


def _discharge(client: Client) -> Iterator[Line]:
    if client.closed_at is not None:
        yield "Treatment here ended on", f"{client.closed_at:%B %-d, %Y}"


def _safety_plan(client: Client) -> Iterator[Line]:
    plan = SafetyPlan.objects.filter(client=client, replaced_by=None).last()
    for part in PlanPart if plan else ():
        yield PLAN_HEADINGS[part], "; ".join(plan.parts.get(part.value, ())) if plan else ""


PLAN_HEADINGS = {
    PlanPart.SIGNS: "Warning signs",
    PlanPart.ALONE: "What they do alone",
    PlanPart.AROUND: "People and places that distract",
    PlanPart.PEOPLE: "People to ask for help",
    PlanPart.PROFESSIONALS: "Professionals and lines",
    PlanPart.SAFER: "Making it safer",
}
READERS: Mapping[InformationKind, Reader] = {
    InformationKind.BEING_A_CLIENT: _being_a_client,
    InformationKind.FIRST_NAME_AND_NUMBER: _first_name_and_number,
    InformationKind.CONTACTS: _contacts,
    InformationKind.ASSESSMENT: _assessment,
    InformationKind.DISCHARGE: _discharge,
    InformationKind.SAFETY_PLAN: _safety_plan,
}
