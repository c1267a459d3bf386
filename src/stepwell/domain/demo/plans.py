"""What each sample feed is like: how many meetings, when, and of what kinds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Weighted: TypeAlias = tuple[tuple[str, int], ...]
"""Each item is a string of type codes with the share of meetings that have them."""

ALL_DAY: tuple[tuple[int, int], ...] = (
    (6 * 60, 1),
    (6 * 60 + 30, 2),
    (7 * 60, 5),
    (8 * 60, 4),
    (9 * 60, 3),
    (10 * 60, 4),
    (11 * 60, 2),
    (12 * 60, 9),
    (13 * 60, 1),
    (15 * 60, 1),
    (16 * 60 + 30, 1),
    (17 * 60 + 30, 6),
    (18 * 60, 7),
    (18 * 60 + 30, 6),
    (19 * 60, 18),
    (19 * 60 + 30, 13),
    (20 * 60, 9),
    (20 * 60 + 30, 2),
    (21 * 60, 2),
    (22 * 60, 1),
)
EVENINGS = tuple((minute, weight) for minute, weight in ALL_DAY if minute >= 17 * 60)
"""Start minutes after midnight with their share of meetings."""

MOSTLY_ONCE: Weighted = (("once", 82), ("twice", 18))
WIDE_SPREAD: Weighted = (
    ("once", 60),
    ("twice", 20),
    ("thrice", 8),
    ("weekdays", 5),
    ("daily", 7),
)
"""How often a group meets, with its share of groups."""


@dataclass(frozen=True, slots=True)
class Plan:
    """meetings: after rows are split by their days. durations: minutes.
    has_clock_with_pm: this feed writes "7:30 PM". wheelchair: its code for step-free.
    """

    slug: str
    name: str
    fellowship: str
    meetings: int
    formats: Weighted
    audiences: Weighted = (("", 1),)
    open_percent: int = 60
    times: tuple[tuple[int, int], ...] = ALL_DAY
    durations: tuple[tuple[int, int], ...] = ((60, 8), (75, 1), (90, 2))
    hybrid_percent: int = 14
    wheelchair: str = "X"
    has_clock_with_pm: bool = False
    weeks: Weighted = MOSTLY_ONCE
    remarks: tuple[str, ...] = field(default=())


_AUDIENCES: Weighted = (
    ("", 78),
    ("W", 7),
    ("M", 5),
    ("Y", 4),
    ("LGBTQ", 3),
    ("SEN", 1),
    ("POC", 1),
    ("T LGBTQ", 1),
)

PLANS = (
    Plan(
        slug="sample-aa",
        name="AA in Connecticut (sample)",
        fellowship="aa",
        meetings=600,
        formats=(
            ("D", 32),
            ("B", 13),
            ("ST", 12),
            ("SP", 10),
            ("BE D", 9),
            ("12x12", 7),
            ("DR", 4),
            ("SP D", 4),
            ("LIT", 3),
            ("11 MED", 3),
            ("A D", 2),
            ("TR", 2),
            ("GR", 1),
            ("LS", 1),
            ("ABSI", 1),
        ),
        audiences=_AUDIENCES,
        weeks=WIDE_SPREAD,
    ),
    Plan(
        slug="sample-na",
        name="NA in Connecticut (sample)",
        fellowship="na",
        meetings=250,
        formats=(
            ("D", 26),
            ("BT", 12),
            ("SPK", 12),
            ("JFT", 10),
            ("STEP", 10),
            ("BEG D", 8),
            ("TOP", 8),
            ("IP", 4),
            ("LC", 4),
            ("SWG", 3),
            ("TRAD", 2),
        ),
        audiences=(("", 86), ("W", 5), ("M", 4), ("Y", 3), ("GL", 2)),
        open_percent=70,
        durations=((60, 3), (75, 2), (90, 5)),
        wheelchair="WCHR",
        has_clock_with_pm=True,
        weeks=WIDE_SPREAD,
    ),
    Plan(
        slug="sample-al-anon",
        name="Al-Anon in Connecticut (sample)",
        fellowship="al-anon",
        meetings=110,
        formats=(("D", 30), ("ST", 10), ("BE D", 8), ("LIT", 8), ("SP", 4), ("AC", 4), ("POA", 3)),
        audiences=(("", 90), ("W", 5), ("M", 3), ("AL", 2)),
        open_percent=45,
        hybrid_percent=20,
    ),
    Plan(
        slug="sample-aca",
        name="ACA in Connecticut (sample)",
        fellowship="aca",
        meetings=40,
        formats=(("D", 8), ("T", 6), ("Y", 4), ("ST", 4), ("BEG D", 2)),
        hybrid_percent=30,
        durations=((60, 3), (90, 4)),
    ),
    Plan(
        slug="sample-ca",
        name="CA in Connecticut (sample)",
        fellowship="ca",
        meetings=30,
        formats=(("D", 6), ("B", 4), ("SP", 3), ("ST", 3), ("BE D", 2)),
        times=EVENINGS,
    ),
    Plan(
        slug="sample-ga",
        name="GA in Connecticut (sample)",
        fellowship="ga",
        meetings=30,
        formats=(("COM", 5), ("ST", 3), ("TOP", 3), ("20 COM", 2), ("GAA COM", 1)),
        open_percent=30,
        times=EVENINGS,
        durations=((90, 3), (120, 2)),
    ),
    Plan(
        slug="sample-dtr",
        name="Double Trouble in Recovery in Connecticut (sample)",
        fellowship="dtr",
        meetings=25,
        formats=(("DD D", 6), ("DD ST", 3), ("DD SP", 2), ("DD BE D", 2)),
        open_percent=80,
    ),
    Plan(
        slug="sample-smart",
        name="SMART Recovery in Connecticut (sample)",
        fellowship="smart",
        meetings=35,
        formats=(("D", 1),),
        open_percent=100,
        hybrid_percent=25,
        durations=((60, 1), (90, 3)),
        remarks=(
            "Tools from cognitive therapy. Not a twelve-step meeting.",
            "A trained facilitator leads. Not a twelve-step meeting.",
        ),
    ),
)
