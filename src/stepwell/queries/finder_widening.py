"""What to try when nothing was found: further away, then later, then from afar.

Each step says what it changed, so that the page can say so too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stepwell.queries.finder_request import MILES, FinderRequest, Join, When


@dataclass(frozen=True, slots=True)
class Widening:
    """miles, when and join: the new values of what was changed, None where it was kept."""

    miles: int | None = None
    when: When | None = None
    join: Join | None = None


def wider_requests(
    request: FinderRequest, *, has_point: bool
) -> Iterator[tuple[Widening, FinderRequest]]:
    """Ever wider versions of a request, nearest to what was asked first."""
    further = [miles for miles in MILES if miles > request.miles] if has_point else []
    for miles in further:
        yield Widening(miles=miles), request.but(miles=miles)
    is_short = request.when in (When.SOON, When.TODAY, When.TOMORROW)
    if is_short:
        yield Widening(when=When.WEEK), request.but(when=When.WEEK)
    if is_short and further:
        widest = further[-1]
        yield (
            Widening(miles=widest, when=When.WEEK),
            request.but(miles=widest, when=When.WEEK),
        )
    if has_point and request.join is not Join.ONLINE:
        yield Widening(join=Join.ONLINE), request.but(join=Join.ONLINE)
        if is_short:
            yield (
                Widening(join=Join.ONLINE, when=When.WEEK),
                request.but(join=Join.ONLINE, when=When.WEEK),
            )
