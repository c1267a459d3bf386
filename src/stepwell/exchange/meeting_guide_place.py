"""Where a row's meeting gathers: one address line, a point, and how precise it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stepwell.domain.meetings.meeting import Place
from stepwell.exchange.meeting_guide_record import Record, as_text, is_yes
from stepwell.exchange.us_positions import at_position, find_us_position

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ONLINE_WORD = re.compile(
    r"\b(online|on-line|zoom|virtual|internet|web|remote|teleconference|phone|telephone"
    r"|conference call|google meet|skype|discord|en línea|en ligne|webex|gotomeeting)\b",
    re.IGNORECASE,
)
_STREET_WORD = re.compile(
    r"""\b(street|st|avenue|ave|road|rd|boulevard|blvd|drive|dr|lane|ln|way|court|ct|place|pl
    |square|sq|highway|hwy|route|rte|pike|terrace|parkway|pkwy|circle|crescent|row|mews|trail
    |calle|avenida|av|carrera|plaza|paseo|rue|chemin|allée|quai|rua|via|straat|laan|plein
    |gatan|vägen|ulica|námestie)\b
    | (straße|strasse|weg|platz|allee|gasse|gata|väg|straat|laan)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_STATE_ZIP = re.compile(r"([A-Z]{2})(?:\s+(\d{5}(?:-\d{4})?|[A-Z]\d[A-Z](?:\s?\d[A-Z]\d)?))?")
_POSTCODE_ONLY = re.compile(r"(?:[A-Z]{1,2}\s+)?[\dA-Z]{2,5}[\s-]?[\dA-Z]{0,4}", re.IGNORECASE)
_COUNTRY = re.compile(
    r"usa|u\.s\.a?\.?|united states( of america)?|us|canada|uk|united kingdom|ireland"
    r"|australia|new zealand|south africa",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """has_door: precise enough to walk to. point: latitude, longitude, or None."""

    place: Place
    has_door: bool
    point: tuple[float, float] | None


def read_place(record: Record, has_way_online: bool) -> ReadPlace:
    """Read a row's place.

    Approximate is what the field says; without it, four coordinates (a box) are, an
    address that names no street or house is, and so is none. A named building in a named
    town counts as a door unless the meeting can be joined online.
    """
    parts = {field: record.line(field) for field in ("city", "state", "postal_code", "country")}
    address = _address(record, parts)
    name = record.label("location")
    point, is_box = _read_point(record)
    stated = is_yes(record.raw("approximate"))
    if stated is None:
        is_approximate = is_box or not _names_a_door(record, address, parts, name, has_way_online)
        if address:
            precision = "a region" if is_approximate else "a door"
            record.warn("approximate_derived", "approximate", address, f"taken as {precision}")
    else:
        is_approximate = stated
    city, state, postal_code = _city_state_zip(address)
    place = Place(
        name=name,
        address=address,
        city=parts["city"] or city,
        state=parts["state"] or state,
        postal_code=parts["postal_code"] or postal_code,
        country=parts["country"],
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        is_approximate=is_approximate,
        notes=record.prose("location_notes"),
    )
    has_door = bool(address or name or point) and not is_approximate
    match = find_us_position(place) if has_door and not point else None
    # Put in the middle of its ZIP or town, so that people near it find it.
    return ReadPlace(at_position(place, match) if match else place, has_door, point)


def _address(record: Record, parts: dict[str, str]) -> str:
    formatted = record.label("formatted_address")
    if formatted:
        return formatted
    street = record.label("address")
    state_zip = " ".join(filter(None, (parts["state"], parts["postal_code"])))
    pieces = [street]
    for piece in (parts["city"], state_zip, parts["country"]):
        if piece and not _ends_with(street, piece):
            pieces.append(piece)
    return ", ".join(filter(None, pieces))


def _ends_with(street: str, piece: str) -> bool:
    """Whether a whole address stands in the street field already."""
    return any(part.strip().casefold() == piece.casefold() for part in street.split(",")[1:])


def _read_point(record: Record) -> tuple[tuple[float, float] | None, bool]:
    """A point and whether it is the middle of a box. Points off the map are refused."""
    if record.has("latitude") and record.has("longitude"):
        texts = [as_text(record.raw("latitude")), as_text(record.raw("longitude"))]
        numbers = [float(text) for text in texts if _NUMBER.fullmatch(text.strip())]
    else:
        numbers = [float(text) for text in _NUMBER.findall(as_text(record.raw("coordinates")))]
    if not numbers and not record.has("latitude"):
        return None, False
    is_box = len(numbers) == 4
    if is_box:
        numbers = [(numbers[0] + numbers[2]) / 2, (numbers[1] + numbers[3]) / 2]
    if len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180 and any(numbers):
        return (numbers[0], numbers[1]), is_box
    old = record.raw("coordinates") or f"{record.raw('latitude')}, {record.raw('longitude')}"
    record.warn("coordinates_refused", "latitude", old, "not a point on the map: left out")
    return None, False


def _names_a_door(
    record: Record, address: str, parts: dict[str, str], name: str, has_way_online: bool
) -> bool:
    if record.has("coordinates") and not address:
        return True
    if record.line("address") and not record.has("formatted_address") and parts["city"]:
        return not _ONLINE_WORD.search(record.line("address"))
    if _has_street(address):
        return True
    is_building = bool(name) and not _ONLINE_WORD.search(name) and name not in address
    return bool(address) and is_building and not has_way_online


def _has_street(address: str) -> bool:
    """Whether a part of the line names a street or a house, not only a town and code."""
    pieces = [piece.strip() for piece in address.split(",") if piece.strip()]
    if pieces and _COUNTRY.fullmatch(pieces[-1]):
        pieces.pop()
    local = [piece for piece in pieces if not _STATE_ZIP.fullmatch(piece)]
    return (
        any(
            (re.search(r"\d", piece) and not _POSTCODE_ONLY.fullmatch(piece))
            or (_STREET_WORD.search(piece) and len(pieces) > 1)
            for piece in local
        )
        or len(local) >= 4
    )


def _city_state_zip(address: str) -> tuple[str, str, str]:
    """City, state and code of an address in the form US and Canadian listings use."""
    pieces = [piece.strip() for piece in address.split(",") if piece.strip()]
    if pieces and _COUNTRY.fullmatch(pieces[-1]):
        pieces.pop()
    if len(pieces) < 2:
        return "", "", ""
    match = _STATE_ZIP.fullmatch(pieces[-1])
    if not match:
        return "", "", ""
    return pieces[-2], match[1], match[2] or ""
