"""Nothing leaves except through the gate: every door is known, and those about people pass it."""

from __future__ import annotations

from architecture.doors import (
    SOURCE,
    functions_called,
    is_for_printing,
    openings,
    openings_of_all,
)
from stepwell.domain.disclosures.doors import DOORS, Passing

PLANTED = """
def letter(request, client_id):
    client = Client.objects.get(pk=client_id)
    return HttpResponse(make_pdf(client), content_type="application/pdf")

def page(request):
    return render(request, "staff/client.html", {})
"""


def test_every_door_through_which_disclosures_could_pass_is_known() -> None:
    known = {door.where for door in DOORS}
    found = openings_of_all()

    assert found - known == set(), "give it to the gate, and name it in domain/disclosures/doors.py"
    assert known - found == set(), "these doors are not there any more"


def test_planted_door_around_the_gate_is_found() -> None:
    assert list(openings(PLANTED)) == ["letter"]
    assert "Released" not in functions_called(PLANTED, "letter")
    assert is_for_printing("plan.html", '<button data-behavior="print">Print</button>')


def test_doors_about_people_take_only_what_the_gate_released() -> None:
    for door in DOORS:
        path, _, function = door.where.partition(":")
        if door.passing is Passing.GATE and not function:
            assert "released" in (SOURCE / path).read_text(), door.where
        elif door.passing is Passing.GATE:
            called = functions_called((SOURCE / path).read_text(), function)
            assert called & {"Released", "disclose", "fetch", "give_copy"}, door.where
        else:
            assert door.why, door.where


def test_only_the_gate_makes_what_is_released() -> None:
    makers = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "Released(" in path.read_text()
    }

    assert makers == {
        "actions/disclosing/again.py",
        "actions/disclosing/gate.py",
    }
