"""E-mail addresses and phone numbers of people in a listing's free text.

They are replaced by "[email removed]" and "[phone removed]". What is needed to join a
meeting stays: dial-in numbers, meeting ids and passcodes, known by the words before
them or because they are part of the meeting's own link or dial-in code. Toll-free
numbers belong to offices, not to people, and stay too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers

EMAIL_REMOVED = "[email removed]"
PHONE_REMOVED = "[phone removed]"

_EMAIL = re.compile(
    r"(?<![\w.+%'-])(?:mailto:)?[\w.+%'-]{1,64}(?:@|\s?\(at\)\s?|\s?\[at\]\s?)"
    r"[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.[a-z]{2,24}\b",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.(?:us|com|org|me)/\S+",
    re.IGNORECASE,
)
_SEVERAL_DIGITS = re.compile(r"\d(?:[^\d\n]{0,3}\d){6,}")
_LOCAL_NUMBER = re.compile(
    r"(?<![\d.,#/+-])(?:\+?1[ .-]?)?(?:\(\d{3}\)\s?|\d{3}[ .-])?\d{3}[.-]\d{4}(?![\d,#-])"
)
_JOIN_CUE = re.compile(
    r"""\b(dial|call)(\s*|-)in\b | \bdial\b | \bpmi\b
      | \bconf(erence|\.)?\s+call\b | \bone[\s-]tap\b | \bphone\s+in\b | \bby\s+phone\b
      | \bto\s+join\b | \bjoin\b | \bids?\b | \bid\s*\# | \bmeeting\s*(id|\#|no|num)
      | \bpass\s?(code|word)s?\b | \bpwd?\b | \bpins?\b | \baccess(\s+code)?\b | \bcode\b
      | \bzoom\b | \bwebinar\b | \bconference\b | \bconf\b | \bbridge\b | \baudio\b
      | \bteleconference\b | \bparticipant\b | \bgoto\w* | \bid[:.] | \bphone\s+meeting\b
      | \bgso\b | \bdist(rict)?\b | \bgroup\s*(id|\#|no) | \bwso\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PERSON_CUE = re.compile(
    r"""\bcontact\b | \btext\b | (?<!conference\s)(?<!conf\s)\bcall(?!(\s*|-)in\b) | \bquestions?\b
      | \be-?mail\b | \bask\b | \breach\b | \bfor\s+(the\s+)?(pass|link|access)""",
    re.VERBOSE | re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(r"\+\d|\(\d{3}\)\s?\d{3}[-. ]|(?:\d{3}[-.]){2}")
_CUE_REACH = 48  # characters before a number in which a word speaks about it
_TOLL_FREE = phonenumbers.PhoneNumberType.TOLL_FREE


@dataclass(frozen=True, slots=True)
class Masked:
    """Text without contacts of people, and how many of each were taken out."""

    text: str
    emails: int = 0
    phones: int = 0


def mask_contacts(
    text: str,
    *,
    region: str = "US",
    keep_digits: str = "",
    about_joining: bool = False,
    is_label: bool = False,
) -> Masked:
    """Take e-mail addresses and phone numbers of people out of a text.

    region: ISO country in which numbers without a country code are read.
    keep_digits: digits of the meeting's own link and dial-in code; a number that is part
    of them stays. about_joining: the whole text is about how to join (notes of the link
    or dial-in number), so a number stays unless the words before it speak of a person.
    is_label: a name or address, where only numbers written as a phone number is written
    count ("209 8203 118 Ave" is a street).
    """
    if not text:
        return Masked("")
    masked, emails = _EMAIL.subn(EMAIL_REMOVED, text)
    if not _SEVERAL_DIGITS.search(masked):
        return Masked(masked, emails)
    protected = [match.span() for match in _URL.finditer(masked)]
    spans = [
        (start, end)
        for start, end in _phone_spans(masked, region)
        if not (is_label and not _UNMISTAKABLE.match(masked, start))
        and not any(first < end and start < last for first, last in protected)
        and not _is_for_joining(masked, start, end, keep_digits, about_joining)
    ]
    for start, end in reversed(spans):
        masked = masked[:start] + PHONE_REMOVED + masked[end:]
    return Masked(masked, emails, len(spans))


def _phone_spans(text: str, region: str) -> list[tuple[int, int]]:
    found = [
        (match.start, match.end)
        for match in phonenumbers.PhoneNumberMatcher(text, region)
        if phonenumbers.number_type(match.number) != _TOLL_FREE
    ]
    if region in ("US", "CA"):  # "555-0100", which no numbering plan calls a whole number
        found += [match.span() for match in _LOCAL_NUMBER.finditer(text)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return [span for span in spans if not _is_toll_free(text[slice(*span)], region)]


def _is_toll_free(text: str, region: str) -> bool:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(number) == _TOLL_FREE


def _is_for_joining(text: str, start: int, end: int, keep_digits: str, about_joining: bool) -> bool:
    digits = re.sub(r"\D", "", text[start:end])
    if digits and digits.lstrip("1") in keep_digits:
        return True
    before = text[max(0, start - _CUE_REACH) : start]
    join = _last_end(_JOIN_CUE, before)
    person = _last_end(_PERSON_CUE, before)
    if about_joining:
        return person <= join or person < 0
    return join > person


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)
