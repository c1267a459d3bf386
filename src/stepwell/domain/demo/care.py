"""Invented people in care at the demo's first program, with about eight weeks behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

from stepwell.domain.care.episodes import LevelOfCare
from stepwell.domain.care.goals import GoalKind
from stepwell.domain.care.referrals import CloseReason, ReferralKind, ReferralWay
from stepwell.domain.consents.pressure import SentBy
from stepwell.domain.protocols.answers import Answers

OUTPATIENT, INTENSIVE = LevelOfCare.OUTPATIENT, LevelOfCare.INTENSIVE_OUTPATIENT


@dataclass(frozen=True, slots=True)
class DemoClient:
    """weeks: since admission. sessions: how many weekly contacts; missed: which of them, from 0.
    log: one letter a day, oldest first, up to yesterday: a abstinent, u used, r restricted, ?
    unknown. meetings: how many in each week, oldest first; names go round. level_before: until
    the middle of their time. in_group, in_circle: in which of the two groups.
    """

    name: str
    carer: str
    alias: str = ""
    substances: tuple[str, ...] = ("alcohol",)
    fellowships: tuple[str, ...] = ()
    address: str = ""
    level: LevelOfCare = OUTPATIENT
    level_before: LevelOfCare | None = None
    weeks: int = 6
    protocol: str = ""
    variant: str = ""
    answers: Answers = field(default_factory=Answers)
    why: str = ""
    sessions: int = 0
    missed: tuple[int, ...] = ()
    log: str = ""
    meetings: tuple[int, ...] = ()
    goal: GoalKind = GoalKind.ABSTINENCE
    goal_words: str = ""
    diagnosis: str = ""
    therapy: str = ""
    in_group: bool = False
    in_circle: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoInquiry:
    """days: ago. closed: why nothing came of it. has_intake: it is under way. sent_by: asked in
    the intake, with the notice given."""

    name: str
    days: int
    kind: ReferralKind = ReferralKind.INQUIRY
    way: ReferralWay = ReferralWay.PHONE
    sender: str = ""
    words: str = ""
    has_intake: bool = False
    closed: CloseReason | None = None
    sent_by: SentBy = SentBy.UNKNOWN


PLACES = ("Basement Lights", "Noon Hour", "Sunrise Group", "Quay Lane Step Night")
"""Names of made-up meetings."""

IN_CARE = (
    DemoClient(
        "Marcus Tolland",
        "ben",
        alias="Marcus T.",
        fellowships=("aa",),
        address="18 Cooper Lane, Middletown, CT 06457",
        weeks=8,
        protocol="network-support",
        variant="standard",
        answers=Answers(setting="outpatient", format="individual", network="mixed"),
        why="Most of his friends drink; he wants new ones.",
        sessions=7,
        missed=(4,),
        log="a" * 30 + "uu" + "a" * 24,
        meetings=(1, 2, 2, 3, 1, 2, 3, 4),
        goal_words="I want mornings back.",
        diagnosis="F10.20",
        therapy="Couples therapy",
        in_circle=True,
        said=("Glad I went. Got a number.", "It was OK.", "The quiet helped."),
    ),
    DemoClient(
        "Rosa Delgado",
        "ben",
        fellowships=("aa",),
        address="Middletown, CT 06457",
        weeks=7,
        protocol="cbt-tsf",
        variant="adult",
        answers=Answers(setting="outpatient", format="individual", exposure="few"),
        why="Likes working on paper; has used skills before.",
        sessions=6,
        missed=(2,),
        log="a" * 40 + "?" * 9,
        meetings=(1, 1, 2, 2, 1, 0, 0),
        diagnosis="F10.20",
        in_circle=True,
        said=("Too many people.", "Better the second time."),
    ),
    DemoClient(
        "Walter Brennan",
        "ben",
        alias="Walt",
        substances=("alcohol", "cannabis"),
        weeks=6,
        level=INTENSIVE,
        protocol="dual-diagnosis-tsf",
        variant="individual",
        answers=Answers(setting="intensive_outpatient", dual_diagnosis="bipolar"),
        why="Bipolar illness; takes lithium and wants both treated together.",
        sessions=4,
        log="a" * 20 + "u" + "a" * 21,
        meetings=(0, 1, 1, 2, 2, 1),
        diagnosis="F31.9",
        therapy="Lithium, by Dr. Osei",
        in_circle=True,
        said=("They did not mind the medication.",),
    ),
    DemoClient(
        "Petra Lund",
        "ben",
        fellowships=("aa",),
        weeks=8,
        level_before=LevelOfCare.INPATIENT,
        protocol="match-tsf",
        variant="standard",
        answers=Answers(setting="continuing_care", format="individual", exposure="many"),
        why="Knows the fellowship from before and wants to go back.",
        sessions=6,
        missed=(5,),
        log="r" * 14 + "a" * 35,
        meetings=(2, 2, 3, 2, 1, 1, 0, 0),
        goal_words="Stay out of the hospital.",
        said=("Saw old faces.", "My sponsor moved away."),
    ),
    DemoClient(
        "Imani Brooks",
        "ben",
        substances=("opioids",),
        fellowships=("na",),
        weeks=2,
        level=INTENSIVE,
        protocol="systematic-linkage",
        variant="intensive",
        answers=Answers(setting="intensive_outpatient", exposure="none"),
        why="Never been to a meeting and would rather not go alone.",
        sessions=1,
        log="a" * 12,
        meetings=(0, 1),
        therapy="Buprenorphine, by the clinic",
        said=("Vera walked in with me.",),
    ),
    DemoClient(
        "Grace Lindholm",
        "dana",
        weeks=7,
        protocol="maaez",
        variant="group",
        answers=Answers(setting="outpatient", format="group", exposure="few"),
        why="Wants to understand how it works before she goes alone.",
        in_group=True,
        log="a" * 45,
        meetings=(1, 1, 2, 2, 2, 3, 2),
        said=("I read aloud.", "Stayed for coffee."),
    ),
    DemoClient(
        "Teo Marsh",
        "ben",
        substances=("cocaine",),
        weeks=5,
        protocol="maaez",
        variant="group",
        answers=Answers(setting="outpatient", format="group", beliefs="secular"),
        why="Put off by the God talk; wants to see for himself.",
        in_group=True,
        log="a" * 10 + "u" + "a" * 20,
        meetings=(0, 1, 1, 2, 2),
        said=("The secular one is for me.",),
    ),
    DemoClient(
        "Jun Park",
        "ben",
        weeks=3,
        protocol="maaez",
        variant="group",
        answers=Answers(setting="outpatient", format="group", exposure="none"),
        why="New to all of it; likes a group.",
        in_group=True,
        log="a" * 20,
        meetings=(0, 1, 1),
    ),
    DemoClient(
        "Lars Iversen",
        "dana",
        substances=("methamphetamine",),
        fellowships=("na", "cma"),
        weeks=3,
        level=LevelOfCare.RESIDENTIAL,
        protocol="stage-12",
        variant="inside-program",
        answers=Answers(setting="residential", exposure="few"),
        why="Lives in the unit, where the groups are open to everyone.",
        sessions=2,
        log="a" * 21,
        meetings=(2, 3, 3),
    ),
)

WAITING = DemoClient("Beatriz Lima", "dana", weeks=1)
ON_HOLD = DemoClient("Owen Frisk", "dana", weeks=6, log="a" * 20, meetings=(1, 1, 1))
DISCHARGED = DemoClient(
    "Nadia Haas",
    "dana",
    weeks=8,
    protocol="match-tsf",
    variant="standard",
    answers=Answers(setting="outpatient", format="individual"),
    why="Asked for it.",
    sessions=5,
    log="a" * 49,
    meetings=(1, 2, 2, 3, 3, 3, 3),
)

INQUIRIES = (
    DemoInquiry("Kit Rowan", 0, words="Wants to stop drinking and can come after work."),
    DemoInquiry(
        "Sam Ortega",
        2,
        kind=ReferralKind.REFERRAL,
        way=ReferralWay.LETTER,
        sender="Dr. Osei, Alder Street Clinic",
        words="Pills, then heroin. On buprenorphine since March.",
        has_intake=True,
    ),
    DemoInquiry(
        "Dale Whitcomb",
        6,
        kind=ReferralKind.REFERRAL,
        way=ReferralWay.LETTER,
        sender="Middletown court, diversion office",
        words="Second arrest for driving after drinking. Says he only comes because he must.",
        has_intake=True,
        sent_by=SentBy.COURT,
    ),
    DemoInquiry("Hale Winters", 20, words="Called twice.", closed=CloseReason.NOT_REACHED),
)
