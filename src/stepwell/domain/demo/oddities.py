"""Listings off the common path, written by hand: monthly, overnight, closed, by appointment,
and rows with the faults that real feeds have, so that every page has something to show."""

from __future__ import annotations

from stepwell.domain.demo.dice import Dice
from stepwell.domain.demo.rows import EVERY_DAY, Row, labels, notes_of, online_fields, place_fields
from stepwell.domain.demo.towns import BY_POSTAL_CODE


def odd_rows(seed: int) -> tuple[Row, ...]:
    """Sound listings of unusual kinds."""
    return tuple(_row(seed, *listing) for listing in _UNUSUAL)


def faulty_rows(seed: int) -> tuple[Row, ...]:
    """Listed with a warning each, but for the last three: one is withheld (a draft), two
    are rejected (no such day, no such time)."""
    return tuple(_row(seed, *listing) for listing in _FAULTY)


def _row(
    seed: int, slug: str, name: str, postal_code: str, venue: str, remark: str, fields: Row
) -> Row:
    dice = Dice(seed, "odd", slug)
    online = online_fields(dice, with_phone=True) if "ONL" in str(fields["types"]) else {}
    return {
        "slug": slug,
        "name": name,
        "notes": notes_of(remark),
        "group": f"{name}, {BY_POSTAL_CODE[postal_code].name}",
        **place_fields(dice, BY_POSTAL_CODE[postal_code], venue, "Windlass Street"),
        **online,
        **labels(dice),
        **fields,
    }


_UNUSUAL: tuple[tuple[str, str, str, str, str, Row], ...] = (
    (
        "midnight-lamp-daily",
        "Midnight Lamp",
        "06457",
        "Oarlock Clubhouse",
        "The door on the river side is open until one.",
        {
            "day": list(EVERY_DAY),
            "time": "23:30",
            "end_time": "00:45",
            "types": ["O", "D", "CAN", "X", "ONL"],
        },
    ),
    (
        "early-oars-daily",
        "Early Oars",
        "06457",
        "Oarlock Clubhouse",
        "Done in time for work.",
        {"day": list(EVERY_DAY), "time": "06:15", "end_time": "07:00", "types": ["O", "DR", "X"]},
    ),
    (
        "noon-bench-daily",
        "Noon Bench",
        "06457",
        "Inkberry Community Room",
        "Bring your lunch.",
        {"day": list(EVERY_DAY), "time": "12:10", "end_time": "12:50", "types": ["O", "D", "X"]},
    ),
    (
        "basement-lights-daily",
        "Basement Lights",
        "06457",
        "Saltbox Arts House",
        "For people who are new, and whoever wants to meet them.",
        {
            "day": list(EVERY_DAY),
            "time": "18:30",
            "end_time": "19:30",
            "types": ["O", "BE", "D", "X", "XB"],
            "location_notes": "Side door on the lane; a light is on.",
        },
    ),
    (
        "small-hours-new-haven",
        "Small Hours",
        "06510",
        "Bellwether Union Hall",
        "For people who work nights.",
        {"day": 0, "time": "02:30", "end_time": "03:15", "types": ["O", "D"]},
    ),
    (
        "first-saturday-speakers",
        "First Saturday Speakers",
        "06457",
        "Quillback Grange Hall",
        "Meets the first Saturday of the month only.",
        {"day": 6, "time": "19:00", "end_time": "20:30", "types": ["O", "SP", "X"]},
    ),
    (
        "last-friday-supper",
        "Last Friday Supper",
        "06416",
        "Fernwick Senior Center",
        "Meets the last Friday of the month only.",
        {"day": 5, "time": "18:00", "end_time": "20:00", "types": ["O", "SP", "CF"]},
    ),
    (
        "two-thursdays-steps",
        "Two Thursdays",
        "06450",
        "Millrace Library Annex",
        "Meets the second and fourth Thursday of the month.",
        {"day": 4, "time": "19:00", "end_time": "20:00", "types": ["C", "ST"]},
    ),
    (
        "green-bench-outdoors",
        "Green Bench",
        "06480",
        "Tamarack Boathouse",
        "Outdoors by the water, also in light rain. Bring a chair.",
        {"day": 0, "time": "09:00", "end_time": "10:00", "types": ["O", "D", "OUT", "CF"]},
    ),
    (
        "with-the-children-saturday",
        "With the Children",
        "06457",
        "Pennyroyal Learning Center",
        "Two people look after children in the room next door.",
        {"day": 6, "time": "10:00", "end_time": "11:00", "types": ["O", "D", "BA", "W", "X"]},
    ),
    (
        "hospital-visits",
        "Hospital Visits",
        "06457",
        "Harborlight Community Room",
        "By appointment: two people come to you.",
        {"types": ["O"]},
    ),
    (
        "home-meetings-shoreline",
        "Home Meetings",
        "06475",
        "Sandglass Community Room",
        "By appointment, for people who cannot leave home.",
        {"types": ["O"]},
    ),
    (
        "closed-for-repairs",
        "Copper Stair",
        "06037",
        "Copperkettle Firehouse Hall",
        "The hall is being repaired.",
        {"day": 2, "time": "19:30", "end_time": "20:30", "types": ["O", "D", "TC"]},
    ),
    (
        "closed-for-the-season",
        "Summer Porch",
        "06441",
        "Larkbend Boathouse",
        "Opens again in spring.",
        {"day": 3, "time": "18:30", "end_time": "19:30", "types": ["O", "D", "TC"]},
    ),
    (
        "room-closed-meets-online",
        "Thistle Window",
        "06422",
        "Thistlegate Library Annex",
        "The room is closed for now; we meet online.",
        {"day": 1, "time": "19:00", "end_time": "20:00", "types": ["O", "B", "TC", "ONL"]},
    ),
)

_FAULTY: tuple[tuple[str, str, str, str, str, Row], ...] = (
    (
        "fault-markup",
        "Amber Thread",
        "06457",
        "Marrowstone Recreation Room",
        "<p>Tea &amp; coffee.<br>All are welcome.</p>",
        {"day": 3, "time": "17:30", "end_time": "18:30", "types": ["O", "D"]},
    ),
    (
        "fault-day-in-words",
        "Plain Compass",
        "06455",
        "Fernwick Grange Hall",
        "",
        {"day": "Wednesday", "time": "7:30 PM", "end_time": "8:30 PM", "types": ["O", "ST"]},
    ),
    (
        "fault-zone-in-words",
        "Easy Shore",
        "06412",
        "Oarlock Community Center",
        "",
        {
            "day": 2,
            "time": "19:00",
            "end_time": "20:00",
            "timezone": "Eastern",
            "types": ["O", "D"],
        },
    ),
    (
        "fault-types-as-text",
        "Long Ladder",
        "06424",
        "Inkberry Union Hall",
        "",
        {"day": 4, "time": "19:00", "end_time": "20:00", "types": "Open, Big Book, Wheelchair"},
    ),
    (
        "fault-unknown-type",
        "Willing Stair",
        "06067",
        "Saltbox Community Center",
        "",
        {"day": 5, "time": "20:00", "end_time": "21:00", "types": ["C", "D", "ZZ9"]},
    ),
    (
        "fault-link-without-scheme",
        "River Page",
        "06109",
        "Windlass Senior Center",
        "",
        {
            "day": 1,
            "time": "12:00",
            "end_time": "13:00",
            "types": ["O", "D"],
            "conference_url": "zoom.us/j/0000000007",
            "website": "www.example.org/river-page",
        },
    ),
    (
        "fault-open-and-closed",
        "Honest Kettle",
        "06492",
        "Quillback Arts House",
        "",
        {"day": 6, "time": "08:00", "end_time": "09:00", "types": ["O", "C", "D"]},
    ),
    (
        "fault-no-name",
        "",
        "06010",
        "Bellwether Grange Hall",
        "",
        {"day": 3, "time": "19:00", "end_time": "20:00", "types": ["O", "D"], "group": ""},
    ),
    (
        "fault-draft",
        "Not Yet Ready",
        "06457",
        "Millrace Community Room",
        "",
        {"day": 2, "time": "19:00", "types": ["O", "D"], "status": "draft"},
    ),
    (
        "fault-no-such-day",
        "Someday Soon",
        "06450",
        "Tamarack Clubhouse",
        "",
        {"day": "Someday", "time": "19:00", "end_time": "20:00", "types": ["O", "D"]},
    ),
    (
        "fault-no-such-time",
        "Green Anchor",
        "06010",
        "Bellwether Grange Hall",
        "",
        {"day": 3, "time": "25:75", "types": ["O", "D"]},
    ),
)
