"""Web addresses and basket handles of a row's group, and its stamp of change."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from stepwell.domain.meetings.clock_times import parse_clock
from stepwell.domain.meetings.meeting import Contributions, Entity
from stepwell.exchange.meeting_guide_online import repair_url
from stepwell.exchange.meeting_guide_record import Record

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+\.[\w.-]+")
_VENMO = re.compile(r"(?:^|[\s:(])@([\w-]{2,40})|venmo\.com/(?:u/|code\?.*)?([\w-]{2,40})", re.I)
_SQUARE = re.compile(r"\$([A-Za-z][\w-]{0,40})")
_PAYPAL = re.compile(r"paypal\.(?:me|com/paypalme)/([A-Za-z0-9]{1,20})(?![A-Za-z0-9])", re.I)
_HOMEGROUP = re.compile(r"(?:homegroup\.online/)?([\w-]{1,64})", re.I)
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T\s]*(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.I,
)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})(?:,?\s+(.+))?")


def read_website(record: Record, field: str) -> str:
    """An absolute address, mended or left out with a warning."""
    text = record.line(field)
    if not text:
        return ""
    url = repair_url(text)
    if not url:
        record.warn("website_unusable", field, text, "no web address: left out")
    elif url != text:
        record.warn("website_repaired", field, text, f"read as {url}")
    return url


def read_feedback_url(record: Record) -> str:
    """Where corrections go, if it is a page; addresses of people are not kept."""
    text = record.line("feedback_url")
    if text.casefold().startswith("mailto:"):
        record.warn("contact_left_out", "feedback_url", "", "an e-mail address: not kept")
        return ""
    return read_website(record, "feedback_url")


def read_contributions(record: Record) -> Contributions:
    """Handles without the text or address around them."""
    return Contributions(
        venmo=_handle(record, "venmo", _VENMO, "@", r"[\w-]{2,40}"),
        square=_handle(record, "square", _SQUARE, "$", r"[A-Za-z][\w-]{0,40}"),
        paypal=_handle(record, "paypal", _PAYPAL, "", r"@?[A-Za-z0-9]{1,20}"),
        homegroup_online=_handle(record, "homegroup_online", _HOMEGROUP, "", r"[\w-]{1,64}"),
    )


def _handle(record: Record, field: str, pattern: re.Pattern[str], mark: str, plain: str) -> str:
    text = record.line(field)
    if not text:
        return ""
    if re.fullmatch(plain, text):
        found = text.lstrip("@")
    else:
        match = None if _EMAIL.search(text) else pattern.search(text)
        found = next(filter(None, match.groups()), "") if match else ""
    if not found:
        record.warn("handle_unusable", field, text, "no handle in it: left out")
        return ""
    if mark + found != text:
        record.warn("handle_extracted", field, text, f"read as {mark}{found}")
    return mark + found


def read_entity(record: Record) -> Entity:
    """The service body; its own phone and e-mail are an office's and stay."""
    name = record.line("entity")
    if not name:
        return Entity()
    return Entity(
        name=name,
        url=read_website(record, "entity_url"),
        phone=record.line("entity_phone"),
        email=record.line("entity_email"),
        location=record.line("entity_location"),
    )


def read_updated(record: Record) -> str:
    """The source's stamp as "YYYY-MM-DDTHH:MM:SSZ", or "" where it cannot be read.

    Read: SQL and ISO forms, month/day/year with or without a time (day/month/year only
    where the first number is no month). Without an offset it is UTC, as the format says.
    """
    text = record.line("updated")
    if not text:
        return ""
    try:
        stamp = _parse_stamp(text)
    except ValueError:
        stamp = None
    if stamp is None:
        record.warn("updated_unreadable", "updated", text, "no date in a known form: left out")
        return ""
    return stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _parse_stamp(text: str) -> datetime | None:
    match = _ISO.fullmatch(text)
    if match:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        stamp = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        offset = (match[7] or "Z").upper()
        if offset != "Z":
            stamp = datetime.fromisoformat(f"{stamp:%Y-%m-%dT%H:%M:%S}{offset}")
        return stamp
    match = _SLASHED.fullmatch(text)
    if not match:
        return None
    month, day, year = int(match[1]), int(match[2]), int(match[3])
    if month > 12:
        month, day = day, month
    minute_of_day = parse_clock(match[4] or "0:00")
    if minute_of_day is None:
        return None
    seconds = re.search(r":\d{2}:(\d{2})", match[4] or "")
    return datetime(
        year + 2000 if year < 100 else year,
        month,
        day,
        minute_of_day // 60 % 24,
        minute_of_day % 60,
        int(seconds[1]) if seconds else 0,
        tzinfo=UTC,
    )
