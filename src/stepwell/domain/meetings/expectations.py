"""What a newcomer can expect at one meeting, in plain words, from a file of short texts.

The texts are written by clinicians in `library/content/<language>/expectations.toml`;
this module reads and checks that file and picks what holds for a meeting.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from stepwell.domain.content.provenance import Basis
from stepwell.domain.meetings.meeting import Attendance, Meeting
from stepwell.domain.meetings.types import Vocabulary

MAX_TEXT = 240
"""Characters of one text: three lines on a phone."""


class Topic(StrEnum):
    """What a text is about, in the order texts are shown."""

    OPENNESS = "openness"
    FORMAT = "format"
    PEOPLE = "people"
    TAKING_PART = "taking-part"
    PLACE = "place"
    ETIQUETTE = "etiquette"
    COST = "cost"
    ANONYMITY = "anonymity"


class ExpectationItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text. icon: a Lucide name of the shared set. replaces: keys of the `every`
    table that must not stand beside this text."""

    text: str
    topic: Topic
    icon: str
    basis: Basis
    source: str
    replaces: tuple[str, ...] = ()


class FellowshipTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who a fellowship is for. open, closed: its own words for that, where the usual
    ones would be wrong."""

    text: str
    basis: Basis
    source: str
    open: str = ""
    closed: str = ""
    replaces: tuple[str, ...] = ()


class ExpectationTexts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All texts of one language.

    sense: by what a type code means ("open", "speaker"; see `MeetingType.sense`), the
    same in every fellowship. code: by Meeting Guide code, for codes without a sense.
    spoken: by language code. every: hold for all meetings unless replaced.
    """

    reviewed_by: str
    reviewed_on: str
    sense: Mapping[str, ExpectationItem]
    code: Mapping[str, ExpectationItem]
    fellowship: Mapping[str, FellowshipTexts]
    attendance: Mapping[Attendance, ExpectationItem]
    spoken: Mapping[str, ExpectationItem]
    every: Mapping[str, ExpectationItem]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing to expect, ready to show."""

    text: str
    topic: Topic
    icon: str
    basis: Basis


class ExpectationTextsError(ValueError):
    """The file of texts is wrong somewhere; the message says where and what to do."""


def parse_expectations(data: bytes, file: str) -> ExpectationTexts:
    """Read and check a file of texts. file: its name, for the messages.

    Raises: ExpectationTextsError.
    """
    try:
        texts = msgspec.convert(tomllib.loads(data.decode()), ExpectationTexts)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExpectationTextsError(
            f"{file} is not valid TOML: {error}. Look for a missing quote near that line."
        ) from error
    except msgspec.ValidationError as error:
        raise ExpectationTextsError(
            f"{file}: {error}. Each text needs text, topic, icon, basis (source, recalled or "
            "design) and source; compare it with the text above it."
        ) from error
    for problem in _problems(texts):
        raise ExpectationTextsError(f"{file}: {problem}")
    return texts


def expectations_for(
    meeting: Meeting, texts: ExpectationTexts, vocabulary: Vocabulary
) -> tuple[Expectation, ...]:
    """What to expect at this kind of meeting, in the order of `Topic`."""
    own = dict(_own_items(meeting, texts, vocabulary))
    replaced = {key for item in own.values() for key in item.replaces}
    replaced.update(_fellowship(meeting, texts).replaces)
    general = {key: item for key, item in texts.every.items() if key not in replaced}
    items = [*own.values(), *general.values()]
    order = {topic: position for position, topic in enumerate(Topic)}
    items.sort(key=lambda item: order[item.topic])
    return tuple(Expectation(item.text, item.topic, item.icon, item.basis) for item in items)


_UNKNOWN_FELLOWSHIP = FellowshipTexts(text="", basis=Basis.DESIGN, source="")


def _fellowship(meeting: Meeting, texts: ExpectationTexts) -> FellowshipTexts:
    return texts.fellowship.get(meeting.fellowship, _UNKNOWN_FELLOWSHIP)


def _own_items(
    meeting: Meeting, texts: ExpectationTexts, vocabulary: Vocabulary
) -> Iterator[tuple[str, ExpectationItem]]:
    """Texts that hold for this meeting rather than for every one."""
    fellowship = _fellowship(meeting, texts)
    if fellowship.text:
        yield (
            "fellowship",
            ExpectationItem(
                fellowship.text, Topic.PEOPLE, "users", fellowship.basis, fellowship.source
            ),
        )
    overrides = vocabulary.overrides.get(meeting.fellowship, {})
    for code in meeting.types:
        sense = vocabulary.sense(meeting.fellowship, code)
        if item := texts.sense.get(sense):
            yield f"sense {sense}", _in_fellowship_words(item, sense, fellowship)
        elif (item := texts.code.get(code)) and code not in overrides:
            yield f"code {code}", item
    if item := texts.attendance.get(meeting.attendance):
        yield "attendance", item
    for language in meeting.languages:
        if item := texts.spoken.get(language):
            yield f"spoken {language}", item


def _in_fellowship_words(
    item: ExpectationItem, sense: str, fellowship: FellowshipTexts
) -> ExpectationItem:
    words = {"open": fellowship.open, "closed": fellowship.closed}.get(sense, "")
    return msgspec.structs.replace(item, text=words) if words else item


def _problems(texts: ExpectationTexts) -> Iterator[str]:
    """What a type check cannot see, each worded for the author."""
    for place, item in _all_items(texts):
        for text in filter(None, (item.text, *_variants(item))):
            if not text.endswith((".", "?", "!")):
                yield f"{place}: the text must be a whole sentence. End it with a period."
            if len(text) > MAX_TEXT:
                yield f"{place}: the text is longer than {MAX_TEXT} letters. Make it shorter."
        if not item.text:
            yield f"{place}: the text is empty. Write it, or remove [{place}]."
        if not item.source:
            yield (
                f"{place}: the source is empty. Name the document, or write where the "
                "wording comes from."
            )
        for key in item.replaces:
            if key not in texts.every:
                known = ", ".join(texts.every)
                yield f'{place}: replaces "{key}", but [every.{key}] does not exist. Use: {known}.'


def _all_items(
    texts: ExpectationTexts,
) -> Iterator[tuple[str, ExpectationItem | FellowshipTexts]]:
    tables: Mapping[str, Mapping[str, ExpectationItem] | Mapping[str, FellowshipTexts]] = {
        "sense": texts.sense,
        "code": texts.code,
        "fellowship": texts.fellowship,
        "attendance": {str(key): item for key, item in texts.attendance.items()},
        "spoken": texts.spoken,
        "every": texts.every,
    }
    for table, items in tables.items():
        for key, item in items.items():
            yield f"{table}.{key}", item


def _variants(item: ExpectationItem | FellowshipTexts) -> tuple[str, ...]:
    return (item.open, item.closed) if isinstance(item, FellowshipTexts) else ()
