"""A meeting with every field filled, and one with none but those it must have."""

from __future__ import annotations

from stepwell.domain.meetings.meeting import (
    Attendance,
    Contributions,
    Entity,
    Meeting,
    MonthlyPattern,
    Online,
    Place,
    Schedule,
    TimezoneBasis,
)

PLANTED = "planted"
"""Stands in every field of free text, link, number and handle."""

FULL = Meeting(
    source_key="b",
    name="Other",
    fellowship="na",
    timezone="America/Chicago",
    timezone_basis=TimezoneBasis.STATED,
    attendance=Attendance.HYBRID,
    attendance_reason="door_and_link",
    schedule=Schedule(2, 600, 90, True, MonthlyPattern((1,), PLANTED)),
    types=("O",),
    unknown_types=(PLANTED,),
    languages=("es",),
    place=Place("Hall", "1 Main", "Town", "CT", "06457", "USA", 1.0, 2.0, "town", True, PLANTED),
    online=Online(PLANTED, PLANTED, PLANTED, PLANTED, PLANTED),
    regions=("East",),
    group=PLANTED,
    group_notes=PLANTED,
    notes=PLANTED,
    district=PLANTED,
    website=PLANTED,
    source_url=PLANTED,
    feedback_url=PLANTED,
    contributions=Contributions(PLANTED, PLANTED, PLANTED, PLANTED),
    entity=Entity(PLANTED, PLANTED, PLANTED, PLANTED, PLANTED),
    updated_at=PLANTED,
)
BARE = Meeting(
    source_key="a",
    name="Early",
    fellowship="aa",
    timezone="America/New_York",
    timezone_basis=TimezoneBasis.FEED,
    attendance=Attendance.IN_PERSON,
    attendance_reason="door",
)
