"""The finder: what is on soon, near a place or from afar, and wider where nothing was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from stepwell.domain.meetings.query import MeetingQuery, MeetingResults, Occurrence
from stepwell.queries.directory import Directory
from stepwell.queries.finder_counts import MOST_COUNTED, FinderCounts, counts_of
from stepwell.queries.finder_groups import OccurrenceGroup, grouped
from stepwell.queries.finder_questions import PAGE_SIZE, question
from stepwell.queries.finder_request import FinderRequest, Join
from stepwell.queries.finder_widening import Widening, wider_requests
from stepwell.queries.places import PlaceAnswer, VisitorPlace, find_place, place_at
from stepwell.queries.vocabularies import vocabulary

MOST_ONLINE_BESIDE = 4
MOST_IN_PROGRESS = 6


@dataclass(frozen=True, slots=True)
class FinderPage:
    """What the finder found. shown: the request that was answered in the end; `widening`
    says how it differs from the one asked. zone: the visitor's, for days and online times.
    online: the next meetings from afar, beside a list of places to go to.
    by_appointment: rows that fit but have no fixed time. counts: empty where none were asked for,
    or where more than MOST_COUNTED meetings were found.
    """

    request: FinderRequest
    shown: FinderRequest
    at: datetime
    place: VisitorPlace | None
    other_places: tuple[VisitorPlace, ...]
    place_problem: str
    zone: str
    groups: tuple[OccurrenceGroup, ...]
    total: int
    pages: int
    widening: Widening | None
    online: tuple[Occurrence, ...]
    by_appointment: tuple[int, ...]
    counts: FinderCounts

    @property
    def is_empty(self) -> bool:
        return not self.groups


def find_meetings(
    request: FinderRequest, directory: Directory, at: datetime, *, with_counts: bool = False
) -> FinderPage:
    """Answer a visitor. An unknown place is said so, and the search goes on without one.

    at: aware; cut to the minute, since meetings start on whole minutes.
    """
    at = at.astimezone(UTC).replace(second=0, microsecond=0)
    answer = _where(request, directory, at)
    if answer.region and not request.region:
        request = request.but(region=answer.region)
    zone = _zone(request, answer.place, directory)
    asking = _Asker(directory, at, zone, answer.place)
    widening, shown, results = asking.widened(request)
    return FinderPage(
        request=request,
        shown=shown,
        at=at,
        place=answer.place,
        other_places=answer.others,
        place_problem=answer.problem,
        zone=zone,
        groups=grouped(results.in_progress[:MOST_IN_PROGRESS], results.upcoming, at=at, zone=zone),
        total=results.total,
        pages=max(1, -(-results.total // PAGE_SIZE)),
        widening=widening,
        online=asking.online_beside(shown),
        by_appointment=asking.by_appointment(shown) if results.total < PAGE_SIZE else (),
        counts=asking.counts(shown, results.total) if with_counts else FinderCounts(),
    )


def soonest(
    directory: Directory, at: datetime, place: VisitorPlace | None, count: int
) -> FinderPage:
    """The first few meetings to go to, for the home page; widened like any search."""
    request = FinderRequest(
        near=place.near if place else "", point=place.point if place else None, join=Join.IN_PERSON
    )
    page = find_meetings(request, directory, at)
    found = [one for group in page.groups for one in group.occurrences if one.starts_at >= page.at]
    groups = grouped((), found[:count], at=page.at, zone=page.zone)
    return replace(page, groups=groups, online=(), by_appointment=())


def _where(request: FinderRequest, directory: Directory, at: datetime) -> PlaceAnswer:
    if request.point is not None:
        return PlaceAnswer(place_at(*request.point))
    if request.near:
        return find_place(request.near, directory, at)
    return PlaceAnswer(None)


def _zone(request: FinderRequest, place: VisitorPlace | None, directory: Directory) -> str:
    """The zone the visitor chose, else the place's, else the directory's own."""
    if request.timezone:
        return request.timezone
    if place is not None and place.timezone:
        return place.timezone
    return directory.home_zone


@dataclass(frozen=True, slots=True)
class _Asker:
    """One visitor's circumstances, for asking several questions in a row."""

    directory: Directory
    at: datetime
    zone: str
    place: VisitorPlace | None

    def widened(
        self, request: FinderRequest
    ) -> tuple[Widening | None, FinderRequest, MeetingResults]:
        """The first request that finds something, or the request itself with nothing."""
        asked = self._ask(request)
        if asked.total or asked.in_progress or request.page > 1:
            return None, request, asked
        for widening, wider in wider_requests(request, has_point=self.place is not None):
            results = self._ask(wider)
            if results.total or results.in_progress:
                return widening, wider, results
        return None, request, asked

    def online_beside(self, request: FinderRequest) -> tuple[Occurrence, ...]:
        """The next few from afar, where the list itself is of places nearby."""
        if self.place is None or request.join is not Join.ANY or request.page > 1:
            return ()
        query = self._query(request.but(join=Join.ONLINE))
        query = replace(query, limit=MOST_ONLINE_BESIDE, with_in_progress=False)
        return self._answer(query).upcoming

    def by_appointment(self, request: FinderRequest) -> tuple[int, ...]:
        if request.page > 1:
            return ()
        query = self._query(request)
        if query.near is None and not (query.region or query.words):
            return ()
        return self.directory.by_appointment(replace(query, limit=MOST_ONLINE_BESIDE))

    def counts(self, request: FinderRequest, total: int) -> FinderCounts:
        if not 0 < total <= MOST_COUNTED:
            return FinderCounts()
        query = replace(self._query(request), limit=1, with_in_progress=False, with_facets=True)
        return counts_of(
            request,
            self._answer(query).facets,
            has_point=query.near is not None,
            vocabulary=vocabulary(),
            listed=self.directory.fellowships,
            total_of=self._total,
        )

    def _total(self, request: FinderRequest) -> int:
        query = replace(self._query(request), limit=1, with_in_progress=False)
        return self._answer(query).total

    def _ask(self, request: FinderRequest) -> MeetingResults:
        return self._answer(self._query(request))

    def _answer(self, query: MeetingQuery) -> MeetingResults:
        """Answers are shared only where the question holds nothing that a visitor typed."""
        if query.near is None and not query.words and not query.region:
            return self.directory.search_shared(query)
        return self.directory.search(query)

    def _query(self, request: FinderRequest) -> MeetingQuery:
        return question(
            request,
            at=self.at,
            zone=self.zone,
            point=self.place.point if self.place else None,
            vocabulary=vocabulary(),
        )
