"""The words for choosing an intervention and for a course."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stepwell.domain.care.enrollments import EnrollmentState
from stepwell.domain.protocols.answers import (
    YES,
    Beliefs,
    DualDiagnosis,
    Exposure,
    Fellowship,
    Format,
    Network,
    PartnerPart,
    Setting,
)
from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.choosing import Generic, Verdict
from stepwell.domain.protocols.ledger import NotEarned
from stepwell.domain.recovery.log import DayState, Deed, Liking, Medicine, MeetingMode, Source

QUESTIONS: dict[str, tuple[Any, dict[Any, Any]]] = {
    "setting": (
        _("Where are they seen?"),
        {
            Setting.INPATIENT: _("Inpatient"),
            Setting.RESIDENTIAL: _("Residential"),
            Setting.INTENSIVE_OUTPATIENT: _("Intensive outpatient"),
            Setting.OUTPATIENT: _("Outpatient"),
            Setting.CONTINUING_CARE: _("Continuing care"),
            Setting.OTHER_CARE: _("Elsewhere, once or a few times"),
        },
    ),
    "format": (
        _("Alone or in a group?"),
        {
            Format.INDIVIDUAL: _("One to one"),
            Format.GROUP: _("In a group"),
            Format.EITHER: _("Either"),
        },
    ),
    "dual_diagnosis": (
        _("Is there a mental illness beside?"),
        {
            DualDiagnosis.NONE: _("No"),
            DualDiagnosis.DEPRESSION: _("Depression"),
            DualDiagnosis.BIPOLAR: _("Bipolar"),
            DualDiagnosis.PSYCHOSIS: _("Psychosis"),
            DualDiagnosis.OTHER: _("Another"),
        },
    ),
    "unstable": (_("Is it unsettled now?"), {YES: _("Yes")}),
    "network": (
        _("What about the people around them?"),
        {
            Network.SUPPORTS_ABSTINENCE: _("They support not using"),
            Network.MIXED: _("Mixed"),
            Network.SUPPORTS_USE: _("They drink or use"),
            Network.FEW_SOBER: _("Hardly anyone is sober"),
        },
    ),
    "exposure": (
        _("Have they been to meetings before?"),
        {Exposure.NONE: _("Never"), Exposure.FEW: _("A few"), Exposure.MANY: _("Many")},
    ),
    "partner": (
        _("Is there a partner?"),
        {
            PartnerPart.NOBODY: _("Nobody"),
            PartnerPart.WOULD_JOIN: _("Someone who would join"),
            PartnerPart.FEARED: _("Someone they are afraid of"),
        },
    ),
    "youth": (_("Are they young?"), {YES: _("Yes")}),
    "woman": (_("Are they a woman?"), {YES: _("Yes")}),
    "beliefs": (
        _("How do they stand to belief?"),
        {
            Beliefs.RELIGIOUS: _("Religious or spiritual"),
            Beliefs.UNSURE: _("Unsure"),
            Beliefs.SECULAR: _("Secular"),
        },
    ),
    "fellowship": (
        _("How do they stand to meetings now?"),
        {
            Fellowship.OPEN: _("Open to them"),
            Fellowship.UNSURE: _("Unsure"),
            Fellowship.DECLINES: _("Don’t want to go"),
        },
    ),
}
VERDICTS: dict[Verdict, Promise] = {
    Verdict.FITS: _("Something speaks for it"),
    Verdict.OPEN: _("Nothing speaks for or against it"),
    Verdict.AGAINST: _("Something speaks against it"),
}
GENERIC: dict[str, Promise] = {
    Generic.GIVEN_ALONE: _("It is given one to one."),
    Generic.GIVEN_IN_GROUPS: _("It is given in groups."),
    Generic.GIVEN_OTHERWISE: _("It is not given in this way."),
    Generic.TAKES_PARTNER: _("A partner has a place in it."),
}
COURSES: dict[EnrollmentState, Promise] = {
    EnrollmentState.ACTIVE: _("Under way"),
    EnrollmentState.COMPLETED: _("Whole"),
    EnrollmentState.STOPPED: _("Stopped"),
}
CIRCUMSTANCES: dict[Circumstance, Promise] = {
    Circumstance.DECLINES_FELLOWSHIP: _("Declines the fellowship"),
    Circumstance.PARTNER_TAKES_PART: _("A partner takes part"),
    Circumstance.PARENT_TAKES_PART: _("A parent or guardian takes part"),
    Circumstance.DUAL_DIAGNOSIS: _("A mental illness beside"),
    Circumstance.BIPOLAR: _("Bipolar illness"),
    Circumstance.PSYCHOSIS: _("Psychosis"),
    Circumstance.UNSTABLE: _("The mental illness is unsettled"),
    Circumstance.WOMAN: _("A woman"),
    Circumstance.FEW_SOBER_CONTACTS: _("Hardly anyone around is sober"),
    Circumstance.SECULAR: _("Secular"),
    Circumstance.YOUTH: _("Young"),
}
NOT_EARNED: dict[NotEarned, Promise] = {
    NotEarned.NOT_REWARDED: _("This kind of task is not rewarded"),
    NotEarned.NOT_VERIFIED: _("Known from their own word alone"),
    NotEarned.ENOUGH: _("What one visit can earn was earned"),
}
SOURCES: dict[Source, Promise] = {
    Source.ASKED: _("They told me"),
    Source.PAPER: _("Their paper log"),
    Source.OTHERS: _("Someone else says so"),
    Source.TEST: _("A test"),
    Source.OWN: _("Their app"),
}
DAYS: dict[DayState, Promise] = {
    DayState.ABSTINENT: _("Abstinent"),
    DayState.USED: _("Used"),
    DayState.RESTRICTED: _("In a hospital or jail"),
}
MODES: dict[MeetingMode, Promise] = {
    MeetingMode.IN_PERSON: _("In person"),
    MeetingMode.ONLINE: _("Online"),
    MeetingMode.PHONE: _("By phone"),
}
LIKINGS: dict[Liking, Promise] = {
    Liking.GLAD: _("Glad they went"),
    Liking.OK: _("It was OK"),
    Liking.NOT_FOR_ME: _("Not for them"),
}
DEEDS: dict[Deed, Promise] = {
    Deed.SPOKE: _("Spoke"),
    Deed.TALKED_AFTER: _("Talked afterward"),
    Deed.GOT_NUMBER: _("Got a number"),
    Deed.SAW_SPONSOR: _("Saw a sponsor"),
    Deed.HELPED: _("Helped"),
    Deed.LEFT_EARLY: _("Left early"),
}
MEDICINES: dict[Medicine, Promise] = {
    Medicine.AS_PRESCRIBED: _("As prescribed"),
    Medicine.NOT: _("Not as prescribed"),
    Medicine.NONE: _("None prescribed"),
}
