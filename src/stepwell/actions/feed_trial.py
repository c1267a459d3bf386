"""Reading a list only to say what would come of it. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from stepwell.actions.feed_source import fetch_source
from stepwell.actions.feeds import check_fellowship, check_timezone
from stepwell.exchange.meeting_guide import parse_feed
from stepwell.exchange.outcomes import FeedOptions, FeedUnreadable, ParsedFeed
from stepwell.gateways.failures import FetchError
from stepwell.gateways.feeds import NotModified


@dataclass(frozen=True, slots=True)
class FeedTrial:
    """read counts source rows; a row split by days counts once in meetings."""

    kind: str = ""
    read: int = 0
    meetings: int = 0
    withheld: int = 0
    rejected: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    rejected_rows: tuple[dict[str, Any], ...] = ()
    error: dict[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        names = ("kind", "read", "meetings", "withheld", "rejected", "reasons", "warnings")
        answer = {name: getattr(self, name) for name in names}
        answer["rejected_rows"] = self.rejected_rows
        if self.error:
            answer["error"] = self.error
        return answer


def try_feed(
    source: str, *, fellowship: str, default_timezone: str = "", allowed_host: str = ""
) -> FeedTrial:
    """Fetch and parse. A source that cannot be read is an answer too, in `error`.

    Raises:
        FeedRefused: the fellowship or time zone is unknown.
    """
    check_timezone(default_timezone)
    check_fellowship(fellowship)
    try:
        answer = fetch_source(source, allowed_host=allowed_host)
        assert not isinstance(answer, NotModified)
        options = FeedOptions(
            fellowship=fellowship,
            default_timezone=default_timezone,
            content_type=answer.content_type,
            filename=source,
        )
        parsed = parse_feed(answer.body, options)
    except (FetchError, FeedUnreadable) as error:
        return FeedTrial(error={"code": error.code, "message": str(error)})
    return _trial(parsed)


def _trial(parsed: ParsedFeed) -> FeedTrial:
    counts = parsed.counts()
    rejected = tuple(
        {"row": row.row, "line": row.line, "reason": row.reason, "message": row.message}
        for row in parsed.rejected
    )
    return FeedTrial(
        kind=counts.kind,
        read=counts.read,
        meetings=counts.meetings,
        withheld=counts.withheld,
        rejected=counts.rejected,
        reasons=counts.reasons,
        warnings=counts.warnings,
        rejected_rows=rejected,
    )
