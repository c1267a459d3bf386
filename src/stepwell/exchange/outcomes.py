"""What becomes of a feed: every source row ends as a meeting, withheld or rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from stepwell.domain.meetings.meeting import Meeting


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """What an administrator knows about a feed that the feed does not say.

    default_timezone: IANA name for rows that give none, or "". phone_region: ISO country
    in which phone numbers in free text are read. keep_contacts: leave e-mail addresses
    and phone numbers in free text. content_type, filename: what the
    server called the answer and where it came from, or ""; only told in a refusal.
    """

    fellowship: str = "aa"
    default_timezone: str = ""
    phone_region: str = "US"
    keep_contacts: bool = False
    content_type: str = ""
    filename: str = ""

    @property
    def sent_as(self) -> str:
        """Media type, else the ending of the file's name (never its whole address)."""
        return self.content_type or PurePosixPath(self.filename.split("?")[0]).suffix


class FeedUnreadable(Exception):
    """The bytes are no feed. code: stable; the message says what, where, what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class FeedWarning:
    """Something in a row that was mended or left out. action: what we did, in words."""

    code: str
    field: str
    old: str
    action: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A source row that is listed: one meeting, or one for each of its days.

    row: 1-based position among the source rows. line: of the file, for tables.
    """

    row: int
    line: int | None
    meetings: tuple[Meeting, ...]
    warnings: tuple[FeedWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """A row its source has not published. Nothing of it is kept but key and reason."""

    row: int
    line: int | None
    reason: str
    message: str
    source_key: str = ""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be listed. original: as it came, contacts of people taken out."""

    row: int
    line: int | None
    reason: str
    message: str
    original: dict[str, object]
    source_key: str = ""


RowOutcome = MeetingRow | WithheldRow | RejectedRow


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A whole feed, row by row. notes: what was noticed about the feed as such."""

    kind: str
    outcomes: tuple[RowOutcome, ...]
    notes: tuple[FeedWarning, ...] = ()

    @property
    def read(self) -> int:
        """How many source rows there were."""
        return len(self.outcomes)

    @property
    def listed(self) -> tuple[MeetingRow, ...]:
        return tuple(row for row in self.outcomes if isinstance(row, MeetingRow))

    @property
    def withheld(self) -> tuple[WithheldRow, ...]:
        return tuple(row for row in self.outcomes if isinstance(row, WithheldRow))

    @property
    def rejected(self) -> tuple[RejectedRow, ...]:
        return tuple(row for row in self.outcomes if isinstance(row, RejectedRow))

    def meetings(self) -> Iterator[Meeting]:
        """All meetings, several for a row that names several days."""
        for row in self.listed:
            yield from row.meetings

    def counts(self) -> FeedCounts:
        """Rows by outcome: `meetings` counts a row that was split by days once."""
        listed, withheld, rejected = self.listed, self.withheld, self.rejected
        warnings = Counter(note.code for note in self.notes)
        for row in listed:
            warnings.update({warning.code for warning in row.warnings})
        return FeedCounts(
            kind=self.kind,
            read=self.read,
            meetings=len(listed),
            withheld=len(withheld),
            rejected=len(rejected),
            reasons=_sorted(
                Counter(row.reason for row in withheld) + Counter(row.reason for row in rejected)
            ),
            warnings=_sorted(warnings),
        )


@dataclass(frozen=True, slots=True)
class FeedCounts:
    """reasons: of withheld and rejected rows. warnings: code -> rows that carry it."""

    kind: str
    read: int
    meetings: int
    withheld: int
    rejected: int
    reasons: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
