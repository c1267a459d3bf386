"""The words for inquiries, intakes and episodes of care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stepwell.domain.care.diagnoses import CodeSystem
from stepwell.domain.care.episodes import (
    DischargeReason,
    EpisodeEvent,
    EpisodeStatus,
    LevelOfCare,
    PlanPart,
)
from stepwell.domain.care.goals import GoalKind, PlanGoalEvent, PlanGoalState
from stepwell.domain.care.intakes import IntakeNeed, IntakeState
from stepwell.domain.care.referrals import CloseReason, ReferralKind, ReferralState, ReferralWay

Words = dict[str, Promise]

LEVELS: dict[LevelOfCare, Promise] = {
    LevelOfCare.INPATIENT: _("Inpatient"),
    LevelOfCare.RESIDENTIAL: _("Residential"),
    LevelOfCare.INTENSIVE_OUTPATIENT: _("Intensive outpatient"),
    LevelOfCare.OUTPATIENT: _("Outpatient"),
    LevelOfCare.CONTINUING_CARE: _("Continuing care"),
}
STATUSES: dict[EpisodeStatus, Promise] = {
    EpisodeStatus.WAITING: _("Waiting for a place"),
    EpisodeStatus.ACTIVE: _("Under way"),
    EpisodeStatus.ON_HOLD: _("On hold"),
    EpisodeStatus.DISCHARGED: _("Discharged"),
}
DEEDS: dict[EpisodeEvent, Promise] = {
    EpisodeEvent.BEGIN: _("Begin care"),
    EpisodeEvent.CHANGE_LEVEL: _("Change the level"),
    EpisodeEvent.HOLD: _("Put on hold"),
    EpisodeEvent.RESUME: _("Go on"),
    EpisodeEvent.DISCHARGE: _("Discharge"),
    EpisodeEvent.TAKE_BACK_DISCHARGE: _("Take the discharge back"),
}
HAPPENED: dict[EpisodeEvent, Promise] = {
    EpisodeEvent.BEGIN: _("Care began"),
    EpisodeEvent.CHANGE_LEVEL: _("New level"),
    EpisodeEvent.HOLD: _("Put on hold"),
    EpisodeEvent.RESUME: _("Went on"),
    EpisodeEvent.DISCHARGE: _("Discharged"),
    EpisodeEvent.TAKE_BACK_DISCHARGE: _("Discharge taken back"),
}
DISCHARGES: dict[DischargeReason, Promise] = {
    DischargeReason.COMPLETED: _("Completed their care"),
    DischargeReason.TRANSFERRED: _("Goes on elsewhere"),
    DischargeReason.LEFT: _("Chose to leave"),
    DischargeReason.LOST_CONTACT: _("No contact any more"),
    DischargeReason.MOVED_AWAY: _("Moved away"),
    DischargeReason.ENDED_BY_PROGRAM: _("The program ended it"),
    DischargeReason.CUSTODY: _("In custody"),
    DischargeReason.DIED: _("Died"),
    DischargeReason.OTHER: _("Something else"),
}
PLAN_PARTS: dict[PlanPart, Promise] = {
    PlanPart.NEXT_CONTACT: _("Next contact with the program"),
    PlanPart.MEETINGS: _("Meetings they will go to"),
    PlanPart.PEOPLE: _("People to call"),
    PlanPart.CARE: _("Other care that goes on"),
    PlanPart.MEDICATION: _("Medication, and who prescribes it"),
    PlanPart.AFTER_USE: _("What to do after use"),
}
GOALS: dict[GoalKind, Promise] = {
    GoalKind.ABSTINENCE: _("Abstinence"),
    GoalKind.LESS_USE: _("Less use"),
    GoalKind.UNDECIDED: _("Undecided for now"),
    GoalKind.OTHER: _("Something else"),
}
PLAN_GOALS: dict[PlanGoalState, Promise] = {
    PlanGoalState.OPEN: _("Open"),
    PlanGoalState.MET: _("Reached"),
    PlanGoalState.DROPPED: _("Dropped"),
}
PLAN_GOAL_DEEDS: dict[PlanGoalEvent, Promise] = {
    PlanGoalEvent.MEET: _("They reached it"),
    PlanGoalEvent.DROP: _("They no longer want it"),
}
CODE_SYSTEMS: dict[CodeSystem, Promise] = {
    CodeSystem.ICD_10_CM: _("ICD-10-CM"),
    CodeSystem.ICD_11: _("ICD-11"),
    CodeSystem.SNOMED_CT: _("SNOMED CT"),
    CodeSystem.OTHER: _("Another list"),
}
KINDS: dict[ReferralKind, Promise] = {
    ReferralKind.INQUIRY: _("They ask for themselves"),
    ReferralKind.REFERRAL: _("Someone sends them"),
}
WAYS: dict[ReferralWay, Promise] = {
    ReferralWay.PHONE: _("Phone"),
    ReferralWay.WALK_IN: _("Walked in"),
    ReferralWay.LETTER: _("Letter"),
    ReferralWay.EMAIL: _("E-mail"),
    ReferralWay.ONLINE: _("Online"),
}
REFERRAL_STATES: dict[ReferralState, Promise] = {
    ReferralState.RECEIVED: _("Nobody is on it yet"),
    ReferralState.IN_INTAKE: _("Intake under way"),
    ReferralState.ADMITTED: _("Admitted"),
    ReferralState.CLOSED: _("Closed"),
}
CLOSINGS: dict[CloseReason, Promise] = {
    CloseReason.DECLINED: _("They decided against it"),
    CloseReason.NOT_REACHED: _("Could not be reached"),
    CloseReason.OTHER_CARE: _("Found other care"),
    CloseReason.NOT_FITTING: _("Not what this program offers"),
    CloseReason.MOVED_AWAY: _("Moved away"),
    CloseReason.OTHER: _("Something else"),
}
INTAKE_STATES: dict[IntakeState, Promise] = {
    IntakeState.OPEN: _("Open"),
    IntakeState.ADMITTED: _("Admitted"),
    IntakeState.ENDED: _("Ended without admission"),
}
NEEDS: dict[IntakeNeed, tuple[Promise, Promise, str]] = {
    IntakeNeed.NOTICE: (
        _("Privacy notice"),
        _("Given, or written down that they can’t take it in yet. 42 CFR 2.22"),
        "staff:privacy_notice",
    ),
    IntakeNeed.SCREENER: (
        _("Suicide risk screener"),
        _("Asked since this intake began."),
        "staff:safety_screener",
    ),
    IntakeNeed.SAFETY_PATH: (
        _("Open safety path"),
        _("Someone must be on it before anything else."),
        "staff:safety_plan",
    ),
    IntakeNeed.ASK_WHO_SENT: (
        _("Who sent them"),
        _("Ask, and write the answer down."),
        "staff:privacy_facts",
    ),
    IntakeNeed.SAY_IT_IS_VOLUNTARY: (
        _("It is their choice"),
        _("Say so to everyone whom somebody sent."),
        "staff:privacy_facts",
    ),
    IntakeNeed.OFFER_SECULAR: (
        _("Secular options"),
        _("Offer them to everyone."),
        "staff:privacy_facts",
    ),
    IntakeNeed.CONSENTS: (
        _("Consents"),
        _("One is signed, or they want none for now. 42 CFR 2.31"),
        "staff:consents",
    ),
}
"""Label, what settles it, and where."""


def choices(words: Mapping[Any, Promise]) -> list[tuple[str, Promise]]:
    return [(str(slug), label) for slug, label in words.items()]
