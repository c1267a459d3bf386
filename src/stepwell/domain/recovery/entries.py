"""A version of a record in the member's app, as it comes from a phone, and what makes it fit.

Never changed once made. See docs/sync.md.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from stepwell.domain.recovery.bodies_sobriety import DateBody, UseBody
from stepwell.domain.recovery.kinds import KB, KINDS, Kind
from stepwell.domain.recovery.sobriety_checks import (
    PROBLEM_WORDS,
    problems_of_date,
    problems_of_use,
)
from stepwell.domain.recovery.sobriety_rules import SobrietyRules

MOST_PARENTS = 32
"""More heads than phones: a person with thirty unsettled versions settles them in two goes."""
FIRST_YEAR, LAST_YEAR = 1970, 2199
"""Of a device's clock. An empty battery sets it to 1970, and that must not cost an entry: nothing
is ordered by it."""

Uuid7 = Annotated[
    str, Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")
]
INSTANT = "%Y-%m-%dT%H:%M:%SZ"
Instant = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")]


UNREADABLE = (msgspec.DecodeError, RecursionError)
"""What msgspec raises, the second for brackets within brackets within brackets."""


class Refusal(StrEnum):
    """NOT_SAME: the id is known, with other content."""

    UNKNOWN_PARENT = "unknown_parent"
    NOT_SAME = "not_same"
    NOT_VALID = "not_valid"
    TOO_LARGE = "too_large"


class EntryRefused(Exception):
    """The message is for the person whose entry it is."""

    def __init__(self, code: Refusal, words: str) -> None:
        super().__init__(words)
        self.code = code


class Version(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """body: JSON as it was sent, `null` where the record was removed."""

    id: Uuid7
    record: Uuid7
    kind: str
    parents: Annotated[tuple[Uuid7, ...], Meta(max_length=MOST_PARENTS)]
    made_at: Instant
    body: msgspec.Raw

    @property
    def is_removed(self) -> bool:
        return bytes(self.body) == b"null"

    @property
    def content(self) -> Any:
        """The body as plain values."""
        return msgspec.json.decode(self.body)

    @property
    def made(self) -> datetime:
        """Raises ValueError: there is no such time."""
        return datetime.strptime(self.made_at, INSTANT).replace(tzinfo=UTC)


class _Named(msgspec.Struct):
    id: Annotated[str, Meta(max_length=64)]


def id_of(raw: bytes) -> str:
    """By which a refusal is told to the phone. Raises one of UNREADABLE: it has none."""
    return msgspec.json.decode(raw, type=_Named).id


def read_version(raw: bytes) -> Version:
    """Raises EntryRefused: it is no version at all."""
    try:
        version = msgspec.json.decode(raw, type=Version)
        msgspec.json.decode(version.body)
    except UNREADABLE as error:
        raise _not_valid("entry", problem_in(error)) from None
    return version


def check_version(version: Version) -> None:
    """Asked of new ones only: what was taken once is not refused by a later rule.

    Raises EntryRefused.
    """
    kind = KINDS.get(version.kind)
    if kind is None:
        named = version.kind[:40]
        raise _not_valid("entry", f"the server does not know the kind “{named}”")
    _check_frame(version)
    _check_body(version, kind)


def check_dates(version: Version, rules: SobrietyRules) -> None:
    """Of a date or a use that the data of the library contradict. Raises EntryRefused."""
    codes: tuple[str, ...] = ()
    if version.kind == "date" and not version.is_removed:
        codes = problems_of_date(msgspec.json.decode(version.body, type=DateBody), rules)
    if version.kind == "use" and not version.is_removed:
        codes = problems_of_use(msgspec.json.decode(version.body, type=UseBody), rules)
    if codes:
        raise _not_valid(KINDS[version.kind].called, " ".join(PROBLEM_WORDS[one] for one in codes))


def _check_frame(version: Version) -> None:
    try:
        year = version.made.year
    except ValueError:
        raise _not_valid("entry", f"there is no such time as {version.made_at}") from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _not_valid("entry", f"it was made in the year {year} by the clock of this phone")
    if version.id in version.parents or len(set(version.parents)) < len(version.parents):
        raise _not_valid("entry", "it comes after itself, or names one version twice")


def _check_body(version: Version, kind: Kind) -> None:
    size = len(bytes(version.body))
    if size > kind.most_bytes:
        raise EntryRefused(
            Refusal.TOO_LARGE,
            f"This {kind.called} is too long for the server: {-(-size // KB)} KB, and it takes "
            f"{kind.most_bytes // KB} KB. Make it shorter, or make two of it. Until then it is "
            "only on this phone.",
        )
    if version.is_removed:
        return
    try:
        msgspec.json.decode(version.body, type=kind.body)
    except UNREADABLE as error:
        raise _not_valid(kind.called, problem_in(error)) from None


def problem_in(error: Exception) -> str:
    """What msgspec says, for someone who has to change it."""
    said, _, where = str(error).partition(" - at ")
    field = re.sub(r"^\$\.?|\[.*", "", where.strip("`"))
    for pattern, words in _PROBLEMS:
        if found := re.match(pattern, said):
            return words.format(*found.groups(), field=field)
    return f"“{field}” does not fit: {said}" if field else said


_PROBLEMS = (
    (
        r"Object contains unknown field `(.*)`",
        "the server does not know “{0}”, it may be older than the app",
    ),
    (r"Object missing required field `(.*)`", "“{0}” is missing"),
    (r"Expected `str` of length <= (\d+)", "“{field}” is longer than {0} characters"),
    (r"Expected `str` of length >= ", "“{field}” is empty"),
    (r"Expected `array` of (?:at most )?length <= (\d+)", "“{field}” has more than {0} entries"),
    (r"Expected `str` matching regex", "“{field}” is not written as it has to be"),
    (r"Expected `int` <= (\d+)", "“{field}” is more than {0}"),
    (r"Expected `int` >= (\d+)", "“{field}” is less than {0}"),
)


def _not_valid(called: str, problem: str) -> EntryRefused:
    words = (
        f"The server did not take this {called}: {problem.strip('.')}. It is only on this phone."
    )
    return EntryRefused(Refusal.NOT_VALID, words)
