"""What anyone may know about the lists we read: counts, repairs, refusals and changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from stepwell.queries.pages import Page, page_of
from stepwell.records.directory.models import (
    DirectoryState,
    Feed,
    FeedSync,
    ListedMeeting,
    MeetingAlias,
    MeetingChange,
    RowOutcome,
)

ROWS_PER_PAGE = 100
_SETTINGS = (
    "name",
    "source",
    "fellowship",
    "default_timezone",
    "max_loss_percent",
    "sync_every_minutes",
    "allowed_host",
)


class NoSuchFeed(Exception):
    """No feed has that short name."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """The latest attempt to read a feed. Counts as in records.directory.FeedSync."""

    outcome: str
    code: str
    message: str
    started_at: datetime
    read: int
    meetings: int
    withheld: int
    rejected: int
    added: int
    changed: int
    unchanged: int
    removed: int
    renamed: int


@dataclass(frozen=True, slots=True)
class FeedReport:
    """A feed as anyone may see it. is_stale: no good reading within twice its interval."""

    slug: str
    name: str
    fellowship: str
    default_timezone: str
    is_sample: bool
    listed: int
    last_success_at: datetime | None
    held_removals: int
    latest: SyncReport | None
    latest_good: SyncReport | None


@dataclass(frozen=True, slots=True)
class RowReport:
    """A source row that is not listed, or was repaired."""

    kind: str
    row_number: int
    code: str
    message: str
    title: str
    original: str


@dataclass(frozen=True, slots=True)
class FeedDetail:
    """One feed with a page of its row outcomes. code_counts: (kind, code, rows)."""

    feed: FeedReport
    code_counts: tuple[tuple[str, str, int], ...]
    found: Page[RowReport]


@dataclass(frozen=True, slots=True)
class ChangeReport:
    """fields: (dotted name, old, new), both "" where the values are not kept; empty for
    meetings added or removed. A list's first reading has no meeting; added: what it brought.
    """

    at: datetime
    kind: str
    title: str
    feed_name: str
    feed_slug: str
    meeting_id: str
    added: int
    fields: tuple[tuple[str, str, str], ...]


def feed_reports() -> tuple[FeedReport, ...]:
    """All feeds by name, in two queries however many there are."""
    feeds = list(
        Feed.objects.annotate(
            listed=Count("meetings", filter=Q(meetings__removed_at=None)),
            latest_id=Subquery(_newest_sync().values("pk")[:1]),
            good_id=Subquery(_newest_sync(outcome=FeedSync.Outcome.SYNCED).values("pk")[:1]),
        ).order_by("name")
    )
    wanted = {pk for feed in feeds for pk in (feed.latest_id, feed.good_id) if pk}
    syncs = FeedSync.objects.in_bulk(wanted)
    return tuple(
        _feed_report(feed, syncs.get(feed.latest_id), syncs.get(feed.good_id)) for feed in feeds
    )


def feed_settings(slug: str) -> dict[str, Any]:
    """How a feed is called and read, by the names of `actions.feeds.NewFeed`.

    Raises:
        NoSuchFeed: no feed has that slug.
    """
    settings = Feed.objects.filter(slug=slug).values(*_SETTINGS).first()
    if settings is None:
        raise NoSuchFeed(slug)
    return dict(settings)


def feed_report(slug: str, *, kind: str = "", code: str = "", page: int = 1) -> FeedDetail:
    """One feed and a page of its rows, of one kind ("rejected", "withheld", "warning") or all,
    of one code or all.

    Raises:
        NoSuchFeed: no feed has that slug.
    """
    reports = {report.slug: report for report in feed_reports()}
    if slug not in reports:
        raise NoSuchFeed(slug)
    outcomes = RowOutcome.objects.filter(feed__slug=slug)
    counts = tuple(
        outcomes.values_list("kind", "code")
        .annotate(n=Count("row_number", distinct=True))
        .order_by("kind", "-n", "code")
    )
    if kind in RowOutcome.Kind.values:
        outcomes = outcomes.filter(kind=kind)
    if code in {known for _, known, _ in counts}:
        outcomes = outcomes.filter(code=code)
    in_order = outcomes.order_by(_telling_first(counts), "row_number", "id")
    cut = page_of(in_order, page, per_page=ROWS_PER_PAGE)
    return FeedDetail(reports[slug], counts, cut.told(_row_report))


def _row_report(one: RowOutcome) -> RowReport:
    return RowReport(one.kind, one.row_number, one.code, one.message, one.title, one.original)


def _telling_first(counts: tuple[tuple[str, str, int], ...]) -> Case:
    """Rejected rows, then withheld ones, then repairs, of which the commonest tell least."""
    kinds = (RowOutcome.Kind.REJECTED, RowOutcome.Kind.WITHHELD)
    repairs = sorted((n, code) for kind, code, n in counts if kind == RowOutcome.Kind.WARNING)
    return Case(
        *(When(kind=kind, then=place) for place, kind in enumerate(kinds)),
        *(When(code=code, then=place) for place, (_, code) in enumerate(repairs, len(kinds))),
        default=len(kinds) + len(repairs),
        output_field=IntegerField(),
    )


def all_row_reports(
    slug: str, *, kind: str = "", row_number: int | None = None
) -> tuple[RowReport, ...]:
    """Every row of a feed that was not listed as it came, or those of one kind or number.

    Raises:
        NoSuchFeed: no feed has that slug.
    """
    if not Feed.objects.filter(slug=slug).exists():
        raise NoSuchFeed(slug)
    outcomes = RowOutcome.objects.filter(feed__slug=slug)
    if kind:
        outcomes = outcomes.filter(kind=kind)
    if row_number is not None:
        outcomes = outcomes.filter(row_number=row_number)
    return tuple(map(_row_report, outcomes.order_by("row_number", "id")))


def recent_changes(*, page: int = 1, feed_slug: str = "") -> Page[ChangeReport]:
    """What the readings changed, newest first. Nobody's name is kept with a change."""
    changes = MeetingChange.objects.select_related("sync__feed")
    if feed_slug:
        changes = changes.filter(sync__feed__slug=feed_slug.replace("\0", ""))
    return page_of(changes, page, per_page=ROWS_PER_PAGE).told(_change)


@dataclass(frozen=True, slots=True)
class RemovedMeeting:
    """A meeting its source no longer lists. document: how it was last listed, as JSON."""

    removed_at: datetime
    document: str


def removed_meeting(public_id: str) -> RemovedMeeting | None:
    row = (
        ListedMeeting.objects.filter(pk=public_id)
        .exclude(removed_at=None)
        .values_list("removed_at", "document")
        .first()
    )
    return RemovedMeeting(row[0], row[1]) if row and row[0] else None


def meeting_by_source_key(feed_slug: str, source_key: str) -> str | None:
    """The public id of what a feed lists, or once listed, under a key."""
    if "\0" in source_key:  # which no database keeps, and PostgreSQL will not compare
        return None
    keys: dict[str, Any] = {"feed__slug": feed_slug, "source_key": source_key}
    found = (
        ListedMeeting.objects.filter(removed_at=None, **keys).values_list("pk", flat=True).first()
        or MeetingAlias.objects.filter(**keys).values_list("meeting_id", flat=True).first()
        or ListedMeeting.objects.filter(**keys).values_list("pk", flat=True).last()
    )
    return str(found) if found else None


def directory_version() -> int:
    return DirectoryState.objects.filter(pk=1).values_list("version", flat=True).first() or 0


def _newest_sync(**filters: str) -> QuerySet[FeedSync]:
    return FeedSync.objects.filter(feed=OuterRef("pk"), **filters).order_by("-started_at", "-id")


def _feed_report(feed: Feed, latest: FeedSync | None, good: FeedSync | None) -> FeedReport:
    return FeedReport(
        slug=feed.slug,
        name=feed.name,
        fellowship=feed.fellowship,
        default_timezone=feed.default_timezone,
        is_sample=feed.is_sample,
        listed=feed.listed,  # type: ignore[attr-defined]
        last_success_at=feed.last_success_at,
        held_removals=feed.held_removals,
        latest=_sync_report(latest),
        latest_good=_sync_report(good),
    )


def _sync_report(sync: FeedSync | None) -> SyncReport | None:
    if sync is None:
        return None
    names = SyncReport.__dataclass_fields__
    return SyncReport(**{name: getattr(sync, name) for name in names})


def _change(change: MeetingChange) -> ChangeReport:
    fields = tuple(
        (name, _shown(values[0]), _shown(values[1])) if len(values) == 2 else (name, "", "")
        for name, values in sorted(change.fields.items())
    )
    return ChangeReport(
        at=change.at,
        kind=change.kind,
        title=change.title,
        feed_name=change.sync.feed.name,
        feed_slug=change.sync.feed.slug,
        meeting_id=str(change.meeting_id or ""),
        added=change.sync.added,
        fields=fields,
    )


def _shown(value: object) -> str:
    if value in (None, "", [], ()):
        return "(nothing)"
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)
