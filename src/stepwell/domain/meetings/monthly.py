"""Meetings that happen in some weeks of the month only, read from a listing's words.

Formats have no field for it, so groups write "Only meets 1st Saturday of the month".
Far more often such words speak of something else at a weekly meeting ("Birthday chips
given last Friday", "Open meeting 3rd Friday of month"), or of a business meeting. So a
pattern is read only where the words say when the meeting itself is held, name the very
weekday of the row, and nothing else in the listing contradicts; in doubt it is weekly.
"""

from __future__ import annotations

import re

from stepwell.domain.meetings.meeting import MonthlyPattern
from stepwell.domain.meetings.weekdays import parse_weekday

LONGEST_BASIS = 120
_WEEK = {
    "1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3,
    "4th": 4, "fourth": 4, "5th": 5, "fifth": 5, "last": -1,
}  # fmt: skip
_ALL_WEEKS = (1, 2, 3, 4, 5)

_ORDINAL = rf"(?:{'|'.join(_WEEK)})"
_DAY = r"(?:sun|mon|tues?|wed(?:nes)?|thu(?:r|rs)?|fri|sat(?:ur)?)(?:days?|s)?"
_AND = r"(?:\s*(?:,|&|/|\+|\band\b)\s*(?:and\s+)?(?:the\s+)?)"
_WHICH = rf"(?P<which>{_ORDINAL}(?:{_AND}{_ORDINAL})*)\s+(?P<day>{_DAY})"
_MONTH = r"(?:\s+(?:of|in|each|every)(?:\s+(?:the|each|every|a))?\s+months?)"
_CLOCK = r"\d{1,2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?"
_TIME = rf"(?:\s*(?:@|at|from)?\s*{_CLOCK}(?:\s*-\s*{_CLOCK})?)"
_END = rf"{_TIME}?\s*(?:$|[/,;(\u2013\u2014-])"

_HELD = re.compile(
    rf"""(?:(?:this|the|our)\s+)?(?:group\s+|meeting\s+|we\s+)?(?:is\s+)?(?:only\s+)?
        (?:meets?|occurs|held|takes\s+place)\s+(?:only\s+)?(?:on\s+)?(?:the\s+)?
        {_WHICH}{_MONTH}?(?:\s+only)?{_END}""",
    re.VERBOSE,
)
_ONLY_AFTER = re.compile(rf"(?:on\s+)?(?:the\s+)?{_WHICH}{_MONTH}?\s+only{_END}")
_ONLY_BEFORE = re.compile(rf"only\s+(?:on\s+)?(?:the\s+)?{_WHICH}{_MONTH}?{_END}")
_ALONE = re.compile(rf"(?:on\s+)?(?:the\s+)?{_WHICH}{_MONTH}?")
_NOT_HELD = re.compile(
    rf"no\s+meetings?\s+(?:is\s+held\s+)?(?:on\s+)?(?:the\s+)?{_WHICH}{_MONTH}?{_END}"
)
_EXCEPT = re.compile(
    rf"(?:meets\s+)?every\s+{_DAY}\s+except\s+(?:on\s+)?(?:the\s+)?{_WHICH}{_MONTH}?{_END}"
)
_NAME_IN_BRACKETS = re.compile(rf"\(\s*(?:the\s+)?{_WHICH}{_MONTH}?(?:\s+only)?{_TIME}?\s*\)")
_NAME_PLURAL = re.compile(rf"(?:^|(?<=[\s:,–—-])){_WHICH}(?<=s)(?:{_MONTH}|\s+only|{_TIME}|\s*$)")
_NAME_OF_MONTH = re.compile(rf"(?:^|(?<=[\s:,–—-])){_WHICH}(?:{_MONTH}|\s+only\b)")
_NOT_WEEKLY = re.compile(
    rf"""\bevery\s+other\s+(?:week|{_DAY})\b | \bbi-?weekly\b | \bevery\s+(?:two|2)\s+weeks\b
      | \bmeets\s+(?:once\s+(?:a|per)\s+month|monthly)\b
      | \bmeets\s+one\s+{_DAY}\s+(?:a|of\s+the|per)\s+month\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"\b(sun|mon|tues?|weds?|thu(?:r|rs)?|fri|sat)\.", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;*\n]+(?:\s+|$)|\n|\*+")


def parse_monthly(
    name: str, notes: str, weekday: int, *, is_only_day: bool = True
) -> MonthlyPattern | None:
    """Weeks of the month a meeting on this weekday (0 = Sunday) happens, or None: weekly.

    is_only_day: whether the row names no other weekday; if it does, only words about
    weeks without a meeting are heeded.
    """
    found = [*_from_exceptions(notes, weekday)]
    if is_only_day:
        found += [*_from_statements(notes, weekday), *_from_name(name, weekday)]
    weeks = {pattern.weeks for pattern in found}
    if len(weeks) != 1 or set(_ALL_WEEKS) <= set(found[0].weeks):
        return None
    return found[0]


def may_skip_weeks(name: str, notes: str) -> str:
    """Words that say a meeting is not weekly in a way no pattern holds ("every other
    Sunday", "meets once a month"), or ""."""
    match = _NOT_WEEKLY.search(notes) or _NOT_WEEKLY.search(name)
    return match[0] if match else ""


def _sentences(text: str) -> list[str]:
    flat = _ABBREVIATION.sub(r"\1", text)
    return [" ".join(part.split()) for part in _SENTENCE_END.split(flat) if part.strip()]


def _from_statements(notes: str, weekday: int) -> list[MonthlyPattern]:
    sentences = _sentences(notes)
    found = []
    for sentence in sentences:
        for pattern in (_HELD, _ONLY_AFTER, _ONLY_BEFORE):
            found += _read(pattern.match(sentence.lower()), sentence, weekday)
    if len(sentences) == 1 and not found:
        found += _read(_ALONE.fullmatch(sentences[0].lower()), sentences[0], weekday)
    return found


def _from_exceptions(notes: str, weekday: int) -> list[MonthlyPattern]:
    found = []
    for sentence in _sentences(notes):
        for pattern in (_NOT_HELD, _EXCEPT):
            for without in _read(pattern.match(sentence.lower()), sentence, weekday):
                if -1 in without.weeks:  # the fourth or the fifth: no fixed weeks are left
                    continue
                weeks = tuple(week for week in _ALL_WEEKS if week not in without.weeks)
                found.append(MonthlyPattern(weeks, without.basis))
    return found


def _from_name(name: str, weekday: int) -> list[MonthlyPattern]:
    flat = " ".join(_ABBREVIATION.sub(r"\1", name).split())
    for pattern in (_NAME_IN_BRACKETS, _NAME_OF_MONTH, _NAME_PLURAL):
        match = pattern.search(flat.lower())
        if match:
            return _read(match, flat, weekday)
    return []


def _read(match: re.Match[str] | None, text: str, weekday: int) -> list[MonthlyPattern]:
    if match is None or parse_weekday(match["day"]) != weekday:
        return []
    weeks = {_WEEK[word] for word in re.findall(_ORDINAL, match["which"])}
    ordered = tuple(sorted(weeks, key=lambda week: (week < 0, week)))
    basis = text[match.start() : match.end()].strip(" (),;/-–—")
    return [MonthlyPattern(ordered, basis[:LONGEST_BASIS])]
