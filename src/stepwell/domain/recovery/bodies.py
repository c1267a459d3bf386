"""What a record of the member's app can say, one struct for each kind. Unknown fields are refused.

Everything but the day is optional: three taps are enough, and nobody has to say more.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar

import msgspec
from msgspec import Meta

from stepwell.domain.recovery.log import BEST_MOOD, STRONGEST_URGE, Deed, Liking, Medicine
from stepwell.domain.recovery.log import MeetingMode as Mode
from stepwell.domain.recovery.sharing import Share
from stepwell.domain.steps.work import Mark

Line = Annotated[str, Meta(max_length=200)]
Words = Annotated[str, Meta(max_length=20_000)]
Slug = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}\Z")]
SlugOrNone = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9_.-]{0,63})?\Z")]
Slugs = Annotated[tuple[Slug, ...], Meta(max_length=20)]
People = Annotated[int, Meta(ge=0, le=1_000)]
Minutes = Annotated[int, Meta(ge=0, le=24 * 60)]
Urge = Annotated[int, Meta(ge=0, le=STRONGEST_URGE)]
Mood = Annotated[int, Meta(ge=0, le=BEST_MOOD)]


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Checked where it comes in, and kept as it was sent."""


Shares = Annotated[tuple[Share, ...], Meta(max_length=len(Share))]


class Arrived(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class Stayed(StrEnum):
    PART = "part"
    WHOLE = "whole"
    AFTER = "after"


class MeetingLogged(Body, frozen=True):
    """A meeting someone went to.

    code: of the directory, "" for a meeting that is in none. name: as the person calls it.
    fellowship: a slug, "" if not said. talked_with, numbers: how many people, how many numbers got.
    service: what they did for the meeting. themes: what was spoken about. liked: what they liked or
    did not. belief: thoughts on belief or a higher power. share: what of it the program sees, None
    for what the person chose for all.
    """

    on: date
    code: Line = ""
    name: Line = ""
    fellowship: SlugOrNone = ""
    mode: Mode = Mode.IN_PERSON
    arrived: Arrived | None = None
    stayed: Stayed | None = None
    deeds: Annotated[tuple[Deed, ...], Meta(max_length=len(Deed))] = ()
    talked_with: People | None = None
    numbers: People | None = None
    service: Line = ""
    themes: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()
    liking: Liking | None = None
    liked: Words = ""
    belief: Words = ""
    note: Words = ""
    share: Shares | None = None


class UseAnswer(StrEnum):
    """NOT_SAID: asked, and left open by choice."""

    NO = "no"
    YES = "yes"
    NOT_SAID = "not_said"


class CheckedIn(Body, frozen=True):
    """How someone is. what: slugs of substances or acts. with_whom: first names or words.

    share: as in MeetingLogged.
    """

    on: date
    use: UseAnswer | None = None
    what: Slugs = ()
    urge: Urge | None = None
    mood_up: Mood | None = None
    mood_down: Mood | None = None
    sleep_minutes: Minutes | None = None
    medicine: Medicine | None = None
    with_whom: Line = ""
    note: Words = ""
    share: Shares | None = None


class JournalPage(Body, frozen=True):
    """prompt: of the protocol's session, by its slug; "" for one's own words."""

    on: date
    text: Annotated[str, Meta(min_length=1, max_length=60_000)]
    prompt: SlugOrNone = ""


class StepMarked(Body, frozen=True):
    """One mark on one of the twelve steps; marks are added, so a step is never set back.

    Worksheets are in the private notebook.
    """

    step: Annotated[int, Meta(ge=1, le=12)]
    mark: Mark
    note: Words = ""


class TaskWord(StrEnum):
    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"


class TaskAnswered(Body, frozen=True):
    """How a task of the program's went, in the person's own word. It is a message to the program,
    whatever else they share; with whoever gave the task it is still gone through.

    task: its id, as the program gave it.
    """

    task: Annotated[
        str, Meta(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")
    ]
    state: TaskWord
    words: Annotated[str, Meta(max_length=2_000)] = ""


class PersonRole(StrEnum):
    SPONSOR = "sponsor"
    TEMPORARY = "temporary"
    HOME_GROUP = "home_group"
    FRIEND = "friend"


FirstName = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^\S+( \S{1,2}\.?)?\Z")]
"""One word, and at most an initial after it: Maria, Bob K."""


class PersonKnown(Body, frozen=True):
    """Someone on the phone list: the first name only."""

    name: FirstName
    number: Annotated[str, Meta(pattern=r"^[0-9+*#(). -]{0,32}\Z")] = ""
    role: PersonRole = PersonRole.FRIEND
    note: Line = ""


class SettingChosen(Body, frozen=True):
    """value: whatever JSON can hold, within 4 KB."""

    name: Slug
    value: Any

    LONGEST: ClassVar = 4 * 1024

    def __post_init__(self) -> None:
        if len(msgspec.json.encode(self.value)) > self.LONGEST:
            raise ValueError(f"a setting holds at most {self.LONGEST:,} bytes")
