"""How to join a row's meeting from afar: link and dial-in code, mended or left out."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from stepwell.domain.meetings.meeting import Online
from stepwell.exchange.meeting_guide_record import Record, digits_of
from stepwell.exchange.plain_text import strip_markup

PROVIDERS = (
    "bluejeans.com",
    "discord.gg",
    "freeconference.com",
    "freeconferencecall.com",
    "goto.com",
    "gotomeet.me",
    "gotomeeting.com",
    "horizon.meta.com",
    "maps.secondlife.com",
    "meet.google.com",
    "meet.jit.si",
    "meetings.dialpad.com",
    "signal.group",
    "skype.com",
    "slurl.com",
    "teams.live.com",
    "teams.microsoft.com",
    "vrchat.com",
    "webex.com",
    "zoho.com",
    "zoom.us",
)
"""Hosts meeting clients recognize. Source: the same 21 in TSML 3.19 and tsml-ui 1.8."""

_SCHEME = re.compile(r"^(https?)(?::?/{1,3}|:)(?=[^/])", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?::\d{1,5})?", re.IGNORECASE)
_EXTENSION = re.compile(
    r"[\s,;]*\b(?:x|ext\.?|extension|access code|code|pin|id|passcode|password)\s*[:#]?\s*(?=\d)",
    re.IGNORECASE,
)
_SHORTEST_PHONE = 10


def repair_url(text: str) -> str:
    """An absolute http(s) address, mended where it is clear what was meant, or "".

    Mended: escaped ampersands, a missing or misspelled scheme ("zoom.us/j/1",
    "https:/zoom.us/j/1", "Http//…"), text around an address.
    """
    candidate = next(
        (word for word in strip_markup(text).split() if "." in word and "@" not in word[:1]), ""
    ).strip("<>\"'(),;")
    candidate = re.sub(r"^(?:https?:?/{1,3})+(?=https?:)", "", candidate, flags=re.IGNORECASE)
    match = _SCHEME.match(candidate)
    if match:
        candidate = f"{match[1].lower()}://{candidate[match.end() :]}"
    elif _OTHER_SCHEME.match(candidate) and not _HOST.match(candidate):
        return ""
    else:
        candidate = f"https://{candidate.lstrip('/')}"
    try:
        host = urlsplit(candidate).netloc.rsplit("@", 1)[-1]
    except ValueError:
        return ""
    return candidate if _HOST.fullmatch(host) and "@" not in candidate.split("/")[2] else ""


def provider_of(url: str) -> str:
    """The known host an address belongs to: that host or one below it, or ""."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return next((name for name in PROVIDERS if host == name or host.endswith(f".{name}")), "")


def repair_phone(text: str) -> str:
    """A dial-in code of digits and `+ , * #`; "" when too short to reach anyone.

    A passcode with letters in it cannot be dialed: the code ends before it.
    """
    code = re.sub(r"^[^0-9+]+", "", _EXTENSION.sub(",,", text.strip()))
    letter = re.search(r"[^\W\d_]", code)
    if letter:
        code = re.sub(r"(?<=[,#*])\d+$", "", code[: letter.start()]).rstrip(", ")
        code = re.sub(r"#(?:,+#)+$", "#", code)
    code = re.sub(r"[^0-9+,*#]", "", code.replace(";", ","))
    code = max(re.split(r"(?=\+\d{10})", code), key=len)  # "+1+1646…", or two codes in one
    code = re.sub(r"^\+11(?=\d{10}(?:\D|$))", "+1", code)
    code = code[:1] + code[1:].replace("+", "")
    number = re.split(r"[,#*]", code, maxsplit=1)[0]
    return code if len(code) >= _SHORTEST_PHONE and len(digits_of(number)) >= 7 else ""


def read_online(record: Record) -> Online:
    """Read link, dial-in code and their notes; sets which digits may stay in notes."""
    url = _read_link(record)
    phone = _read_phone(record)
    record.join_digits = " ".join(
        filter(None, (digits_of(url), *(digits_of(part) for part in re.split(r"[,#*]+", phone))))
    )
    provider = provider_of(url)
    if url and not provider:
        host = urlsplit(url).hostname or ""
        record.warn(
            "provider_unknown", "conference_url", host, "kept: listed as online all the same"
        )
    return Online(
        url=url,
        url_notes=record.prose("conference_url_notes", about_joining=True),
        phone=phone,
        phone_notes=record.prose("conference_phone_notes", about_joining=True),
        provider=provider,
    )


def _read_link(record: Record) -> str:
    text = record.line("conference_url")
    if not text:
        return ""
    url = repair_url(text)
    if not url:
        record.warn("link_unusable", "conference_url", text, "no web address: left out")
    elif url != text:
        record.warn("link_repaired", "conference_url", text, f"read as {url}")
    return url


def _read_phone(record: Record) -> str:
    text = record.line("conference_phone")
    if not text:
        return ""
    phone = repair_phone(text)
    if not phone:
        record.warn("phone_too_short", "conference_phone", "", "too short to dial: left out")
    elif phone != re.sub(r"[\s().-]", "", text):
        record.warn("phone_repaired", "conference_phone", "", f"read as {phone}")
    return phone
