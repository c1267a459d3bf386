"""What a meeting is, whoever published it.

One `Meeting` is one weekly (or monthly) gathering on one weekday: a source row that
names several days becomes several meetings. The same type is what feeds are parsed
into, what the database keeps as its document and what the search snapshot shows.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

MINUTES_PER_DAY = 1440
DEFAULT_DURATION_MINUTES = 60
"""Length assumed when a listing gives no end. Source: Meeting Guide spec, end_time."""


class Attendance(StrEnum):
    """How one can take part now: one derived state, explained by `AttendanceReason`."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"
    TEMPORARILY_CLOSED = "temporarily_closed"
    BY_APPOINTMENT = "by_appointment"
    INACTIVE = "inactive"


class TimezoneBasis(StrEnum):
    """Where a meeting's time zone comes from, surest first."""

    STATED = "stated"  # an IANA name in the row
    WORD = "word"  # "Pacific", "EST"
    FEED = "feed"  # the feed's default
    COORDINATES = "coordinates"
    ADDRESS = "address"  # its state, province or country has only one
    UNKNOWN = "unknown"  # by appointment: no clock time, so none is needed


class MonthlyPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which weeks of the month a meeting happens: 1 to 5, or -1 for the last.

    `basis` quotes the words of the listing that it was read from.
    """

    weeks: tuple[int, ...]
    basis: str


class Schedule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A start on one weekday in the meeting's own zone.

    weekday: 0 = Sunday … 6 = Saturday. start_minute: 0–1439 after local midnight.
    duration_minutes: 1–1440; past midnight means the meeting ends the next day.
    """

    weekday: int
    start_minute: int
    duration_minutes: int = DEFAULT_DURATION_MINUTES
    is_duration_stated: bool = False
    monthly: MonthlyPattern | None = None


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where people gather. `address` is one line for reading and for maps.

    latitude/longitude: WGS84 degrees, both or neither. position_basis: "" where the listing
    gave them, else "postal_code" or "town", whose middle they are. An approximate place
    names a town or region, not a door.
    """

    name: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    position_basis: str = ""
    is_approximate: bool = False
    notes: str = ""


class Online(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How to join from afar. `phone` keeps digits and `+ , * #` (one-tap codes).

    provider: the known host suffix of `url` ("zoom.us"), or "" when it is not one of
    the hosts that meeting clients recognize.
    """

    url: str = ""
    url_notes: str = ""
    phone: str = ""
    phone_notes: str = ""
    provider: str = ""


class Contributions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Handles for the group's basket: @venmo, $square, PayPal.me name, homegroup code."""

    venmo: str = ""
    square: str = ""
    paypal: str = ""
    homegroup_online: str = ""


class Entity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The service body that answers for the listing."""

    name: str = ""
    url: str = ""
    phone: str = ""
    email: str = ""
    location: str = ""


class Meeting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One listed meeting. Text is plain: no HTML, no person's contact details.

    source_key: the row's key inside its feed, unique there (slug, "-2" where a row was
    split by days). types: codes known in `fellowship`'s vocabulary; unknown_types: the
    others, kept and reported. languages: ISO 639-1, or 639-3 for sign languages.
    schedule: None means by appointment. regions: general to specific.
    updated_at: the source's own stamp, UTC "YYYY-MM-DDTHH:MM:SSZ", or "".
    """

    source_key: str
    name: str
    fellowship: str
    timezone: str
    timezone_basis: TimezoneBasis
    attendance: Attendance
    attendance_reason: str
    schedule: Schedule | None = None
    types: tuple[str, ...] = ()
    unknown_types: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    place: Place = msgspec.field(default_factory=Place)
    online: Online = msgspec.field(default_factory=Online)
    regions: tuple[str, ...] = ()
    group: str = ""
    group_notes: str = ""
    notes: str = ""
    district: str = ""
    website: str = ""
    source_url: str = ""
    feedback_url: str = ""
    contributions: Contributions = msgspec.field(default_factory=Contributions)
    entity: Entity = msgspec.field(default_factory=Entity)
    updated_at: str = ""
