"""Safety plans and incidents in the database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cast import Cast
from stepwell.actions.incidents import (
    IncidentRefused,
    NewIncident,
    NewReview,
    list_incidents,
    open_incident,
    report_incident,
    review_incident,
)
from stepwell.actions.safety_plans import (
    PlanChanged,
    keep_plan,
    open_own_plan,
    open_plan,
    print_plan,
)
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.safety.plan import PlanPart, PlanRefused
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import SafetyPlan
from stepwell.records.people.models import Disclosure

WALK = {PlanPart.ALONE: ["Walk to the pier"]}
HOUR = timedelta(hours=1)


def test_plan_versions_stand_and_the_last_is_the_members_own(cast: Cast) -> None:
    ben, ana = cast.actor("ben"), cast.client("ana").pk
    first = keep_plan(ana, WALK, is_made_together=True, replaces=None, by=ben, at=cast.at)
    more = WALK | {PlanPart.PEOPLE: ["Rosa, 203 555 0161"]}
    keep_plan(ana, more, is_made_together=False, replaces=first, by=ben, at=cast.at + HOUR)

    own = open_own_plan(by=cast.actor("ana"), at=cast.at + HOUR)

    assert own is not None
    assert [one.number for one in own.versions] == [2, 1]
    assert own.current is not None
    assert own.current.parts[PlanPart.PEOPLE] == ("Rosa, 203 555 0161",)
    assert own.version(1).parts[PlanPart.PEOPLE] == ()
    assert not own.can_write
    assert open_own_plan(by=cast.actor("pat"), at=cast.at) is None
    with pytest.raises(AccessDenied):
        open_own_plan(by=cast.actor("ben"), at=cast.at)


def test_plan_kept_by_another_in_the_meantime_is_not_written_over(cast: Cast) -> None:
    ben, dana, ana = cast.actor("ben"), cast.actor("dana"), cast.client("ana").pk
    first = keep_plan(ana, WALK, is_made_together=True, replaces=None, by=ben, at=cast.at)
    keep_plan(ana, WALK, is_made_together=True, replaces=first, by=dana, at=cast.at + HOUR)

    for before in (first, None):
        with pytest.raises(PlanChanged, match="Your words are still here"):
            keep_plan(
                ana, WALK, is_made_together=True, replaces=before, by=ben, at=cast.at + 2 * HOUR
            )
    with pytest.raises(PlanRefused):
        keep_plan(ana, {}, is_made_together=True, replaces=first, by=ben, at=cast.at)
    assert SafetyPlan.objects.count() == 2


def test_plan_is_for_those_who_care_and_printing_is_written_down(cast: Cast) -> None:
    ben, ana = cast.actor("ben"), cast.client("ana").pk
    for name in ("fay", "gil", "ida", "cora", "abe", "vic", "sol"):
        with pytest.raises(AccessDenied):
            open_plan(ana, by=cast.actor(name), at=cast.at)
    with pytest.raises(NotFound):
        print_plan(ana, by=ben, at=cast.at)
    keep_plan(ana, WALK, is_made_together=True, replaces=None, by=ben, at=cast.at)

    sheet = print_plan(ana, by=ben, at=cast.at)

    assert sheet.released.disclosed_at == cast.at
    (left,) = Disclosure.objects.all()
    assert (left.document, left.information) == ("safety_plan", ["safety_plan"])
    printed = AuditEvent.objects.get(event_type="record.printed")
    assert printed.record_id == str(ana)
    assert "Walk" not in "".join(AuditEvent.objects.values_list("details", flat=True))


def test_incident_is_read_by_its_writer_and_reviewed_by_a_supervisor_once(cast: Cast) -> None:
    fay, dana = cast.actor("fay"), cast.actor("dana")
    new = NewIncident("overdose", cast.at - HOUR, "Collapsed in the restroom.", "911, naloxone")
    incident_id = report_incident(new, by=fay, at=cast.at)

    assert open_incident(incident_id, by=fay, at=cast.at).words == "Collapsed in the restroom."
    with pytest.raises(AccessDenied):
        open_incident(incident_id, by=cast.actor("ben"), at=cast.at)
    assert list_incidents(by=cast.actor("ben"), at=cast.at).found.rows == ()
    (late,) = list_incidents(by=dana, at=cast.at + timedelta(days=8)).found.rows
    assert late.is_overdue
    with pytest.raises(AccessDenied):
        review_incident(incident_id, NewReview("Train all"), by=fay, at=cast.at)
    with pytest.raises(IncidentRefused, match="what changes"):
        review_incident(incident_id, NewReview(" "), by=dana, at=cast.at)
    review_incident(incident_id, NewReview("A kit on each floor; Fay, Friday"), by=dana, at=cast.at)
    with pytest.raises(IncidentRefused, match="already"):
        review_incident(incident_id, NewReview("Again"), by=dana, at=cast.at)
    page = open_incident(incident_id, by=dana, at=cast.at)
    assert page.review is not None
    assert page.row.review_due is None


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (NewIncident("flood", None, "Water"), "from the list"),  # type: ignore[arg-type]
        (NewIncident("fall", None, "  "), "Write what happened"),  # type: ignore[arg-type]
    ],
)
def test_incident_unfit_is_refused(cast: Cast, new: NewIncident, said: str) -> None:
    with pytest.raises(IncidentRefused, match=said):
        report_incident(new, by=cast.actor("fay"), at=cast.at)
    later = NewIncident("fall", cast.at + HOUR, "It will.")
    with pytest.raises(IncidentRefused, match="later than now"):
        report_incident(later, by=cast.actor("fay"), at=cast.at)
