"""The zone of an address whose state, province or country keeps a single one.

States and countries with two zones are left out, so a listing there still needs a
zone, a default or coordinates. Source: IANA tzdata `zone1970.tab` and its comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_US = {
    "America/New_York": "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Chicago": "AL AR IA IL LA MN MO MS OK WI",
    "America/Denver": "CO MT NM UT WY",
    "America/Los_Angeles": "CA NV WA",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR",
}
_CANADA = {
    "America/Halifax": "NS PE NB",
    "America/Toronto": "QC",
    "America/Winnipeg": "MB",
    "America/Regina": "SK",
    "America/Edmonton": "AB",
}
_PROVINCE_NAMES = {
    "alberta": "AB",
    "manitoba": "MB",
    "saskatchewan": "SK",
    "nova scotia": "NS",
    "new brunswick": "NB",
    "prince edward island": "PE",
    "quebec": "QC",
    "québec": "QC",
}
_COUNTRIES = {
    "Europe/London": "uk|united kingdom|england|scotland|wales|northern ireland|great britain|gb",
    "Europe/Dublin": "ireland|ie",
    "Africa/Johannesburg": "south africa|za",
    "Pacific/Auckland": "new zealand|nz",
    "Asia/Tokyo": "japan|jp|日本",
    "Asia/Kolkata": "india|in",
    "Asia/Jerusalem": "israel|il",
    "Europe/Paris": "france|fr",
    "Europe/Berlin": "germany|deutschland|de",
    "Europe/Stockholm": "sweden|sverige|se",
    "Europe/Bratislava": "slovakia|slovensko|sk",
    "Europe/Amsterdam": "netherlands|the netherlands|nederland|nl",
    "Europe/Brussels": "belgium|belgië|belgique|be",
    "Europe/Rome": "italy|italia|it",
    "Europe/Vienna": "austria|österreich|at",
    "Europe/Zurich": "switzerland|schweiz|suisse|ch",
    "Europe/Copenhagen": "denmark|danmark|dk",
    "Europe/Oslo": "norway|norge|no",
    "Europe/Helsinki": "finland|suomi|fi",
    "Europe/Warsaw": "poland|polska|pl",
    "Atlantic/Reykjavik": "iceland|ísland|is",
    "Asia/Bangkok": "thailand|th",
    "Asia/Hong_Kong": "hong kong|hk",
    "Asia/Singapore": "singapore|sg",
}
_BY_STATE = {code: zone for zone, codes in _US.items() for code in codes.split()}
_BY_PROVINCE = {code: zone for zone, codes in _CANADA.items() for code in codes.split()}
_BY_COUNTRY = {name: zone for zone, names in _COUNTRIES.items() for name in names.split("|")}
_ALSO_STATES = frozenset({"de", "in", "il", "sk"})  # "Newark, DE" is no German town
_USA = frozenset({"usa", "us", "u.s.", "u.s.a.", "united states", "united states of america"})
_STATE = re.compile(r"([A-Z]{2})(?:\s+\d{5}(?:-\d{4})?)?")
_STATE_AND_ZIP = re.compile(r"([A-Z]{2})\s+\d{5}(?:-\d{4})?")
_PROVINCE = re.compile(r"([A-Z]{2})(?:\s+[A-Z]\d[A-Z](?:\s*\d[A-Z]\d)?)?")


def zone_by_address(address: str, state: str = "", country: str = "") -> str:
    """The only zone of the state, province or country an address ends in, or "".

    address: one line, parts between commas, general last: "…, Anytown, OK 12345, USA".
    country: name or ISO code where the listing has it apart.
    """
    parts = [part.strip() for part in address.split(",") if part.strip()]
    stated = country.strip().casefold()
    nation = stated or (parts[-1].casefold() if parts else "")
    general_first = [part for part in (state.strip(), *reversed(parts)) if part]
    if nation == "canada" or stated == "ca":
        return _first_zone(map(_province_zone, general_first))
    if nation in _USA:
        return _first_zone(_state_zone(part, _STATE) for part in general_first)
    if nation in _BY_COUNTRY and (stated or nation not in _ALSO_STATES):
        return _BY_COUNTRY[nation]
    if stated:
        return ""
    return _state_zone(parts[-1], _STATE_AND_ZIP) if parts else ""


def _first_zone(zones: Iterable[str]) -> str:
    return next((zone for zone in zones if zone), "")


def _state_zone(part: str, pattern: re.Pattern[str]) -> str:
    match = pattern.fullmatch(part)
    return _BY_STATE.get(match[1], "") if match else ""


def _province_zone(part: str) -> str:
    match = _PROVINCE.fullmatch(part)
    code = match[1] if match else _PROVINCE_NAMES.get(part.casefold(), "")
    return _BY_PROVINCE.get(code, "")
