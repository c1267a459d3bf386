"""How to get to a meeting: links to map services, the video link, the number to call.

All of them are links that someone taps on purpose; no page asks these hosts for anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from stepwell.domain.meetings.meeting import Online, Place

_MEETING_ID = re.compile(r"/(?:j|s|w)/(\d{9,11})(?:$|[/?#])")
_PASSCODE = re.compile(
    r"\b(?:pass\s?code|password|pass|pwd?|pw)\b\s*(?:is)?\s*[:=#]?\s*(\S+)", re.I
)
PROVIDERS = {
    "zoom.us": "Zoom",
    "meet.google.com": "Google Meet",
    "teams.microsoft.com": "Teams",
    "webex.com": "Webex",
    "gotomeeting.com": "GoToMeeting",
    "gotomeet.me": "GoToMeeting",
    "meet.jit.si": "Jitsi",
    "skype.com": "Skype",
    "bluejeans.com": "BlueJeans",
    "freeconferencecall.com": "FreeConferenceCall",
    "free-conference.com": "FreeConference",
    "discord.gg": "Discord",
}


@dataclass(frozen=True, slots=True)
class Directions:
    """links: (name of the map service, address)."""

    links: tuple[tuple[str, str], ...]
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class JoinWay:
    """service: "Zoom", or the host. meeting_id: digits in groups, or "". passcode: as the
    listing gives it, or ""."""

    url: str
    service: str
    meeting_id: str
    passcode: str
    notes: str


@dataclass(frozen=True, slots=True)
class PhoneWay:
    """href: a tel: link that also types the codes. shown: the number to read aloud."""

    href: str
    shown: str
    codes: str
    notes: str


def directions_to(place: Place) -> Directions | None:
    """None where the listing gives nothing that a map could find."""
    if place.latitude is not None and place.longitude is not None:
        target = f"{place.latitude:.6f},{place.longitude:.6f}"
    elif place.address and not place.is_approximate:
        target = place.address
    else:
        return None
    links = [
        ("Google Maps", "https://www.google.com/maps/dir/?"
         + urlencode({"api": "1", "destination": place.address or target})),
        ("Apple Maps", "https://maps.apple.com/?" + urlencode({"daddr": place.address or target})),
    ]  # fmt: skip
    if place.latitude is not None:
        links.append(
            (
                "OpenStreetMap",
                "https://www.openstreetmap.org/directions?" + urlencode({"to": target}),
            )
        )
    return Directions(tuple(links), place.is_approximate)


def join_way(online: Online) -> JoinWay | None:
    if not online.url:
        return None
    host = (urlsplit(online.url).hostname or "").removeprefix("www.")
    known = next((name for suffix, name in PROVIDERS.items() if host.endswith(suffix)), host)
    found = _MEETING_ID.search(online.url)
    passcode = _PASSCODE.search(online.url_notes)
    return JoinWay(
        online.url,
        known,
        _in_groups(found.group(1)) if found else "",
        passcode.group(1).strip(".,;") if passcode else "",
        online.url_notes,
    )


def phone_way(online: Online) -> PhoneWay | None:
    """online.phone: digits with + , * #; what follows the first comma are codes."""
    if not online.phone:
        return None
    number, _, codes = online.phone.partition(",")
    href = "tel:" + quote(online.phone, safe="+,*")
    return PhoneWay(href, _phone_words(number), codes.strip(","), online.phone_notes)


def _in_groups(digits: str) -> str:
    """ "12345678901" -> "123 4567 8901", as people read it out."""
    return f"{digits[:3]} {digits[3:-4]} {digits[-4:]}"


def _phone_words(number: str) -> str:
    digits = number.removeprefix("+1") if number.startswith("+1") else number
    if digits.isdecimal() and len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if digits.isdecimal() and len(digits) == 10:
        return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    return number
