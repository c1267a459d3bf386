"""Everything that somebody must look up again, from wherever it is written down.

One function for each kind; a new kind of fact is a function here, its name in `FactKind`
and its days in `library/checks/intervals.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.help_numbers import check_can_see_checks
from stepwell.domain.checks.facts import (
    CheckRow,
    DatedFact,
    FactKind,
    Intervals,
    check_rows,
    parse_intervals,
    with_own_checks,
)
from stepwell.domain.content.pages import Page
from stepwell.domain.content.provenance import Basis
from stepwell.domain.meetings.expectations import ExpectationItem, FellowshipTexts
from stepwell.library import read_bytes
from stepwell.queries.content import content_page, expectation_texts
from stepwell.queries.help_lines import help_lines
from stepwell.queries.help_numbers import help_numbers_of
from stepwell.queries.help_pages import help_page, topics
from stepwell.queries.safety_library import safety_protocols, safety_sources
from stepwell.records.directory.models import FactCheck

PUBLIC_PAGES = ("what_to_expect", "first_questions", "privacy")
PROGRAM_ITSELF = "The program"


def facts_to_check(by: Actor, *, on: date) -> tuple[CheckRow, ...]:
    """Every dated fact, and every one that was never looked up, what is due first.

    Args:
        on: today, by the calendar of whoever asks.

    Raises:
        AccessDenied: `by` is neither director nor administrator.
    """
    check_can_see_checks(by)
    facts = [fact for source in SOURCES for fact in source(by)]
    return check_rows(with_own_checks(facts, _looked_on(by)), intervals(), on=on)


def _looked_on(by: Actor) -> dict[str, date]:
    """The program's own last looks at what is shipped, by fingerprint."""
    if not by.organization_id:
        return {}
    looks = FactCheck.objects.filter(organization_id=by.organization_id)
    return dict(looks.order_by("checked_on").values_list("fingerprint", "checked_on"))


@cache
def intervals() -> Intervals:
    file = "checks/intervals.toml"
    return parse_intervals(read_bytes(file), file)


def _lines(by: Actor) -> Iterator[DatedFact]:  # noqa: ARG001
    for key, line in help_lines().by_key.items():
        unverified = tuple(part.value for part in line.unverified)
        yield DatedFact(
            FactKind.HELP_LINE, key, line.en.name, line.source, line.checked_on, unverified
        )


def _help_pages(by: Actor) -> Iterator[DatedFact]:  # noqa: ARG001
    for topic in topics():
        if topic.page:
            yield from _of_page(FactKind.HELP_PAGE, topic.page, help_page(topic.page, "en"))


def _public_pages(by: Actor) -> Iterator[DatedFact]:  # noqa: ARG001
    for name in PUBLIC_PAGES:
        yield from _of_page(FactKind.PUBLIC_PAGE, name, content_page(name))


def _of_page(kind: FactKind, name: str, page: Page) -> Iterator[DatedFact]:
    """What was looked up on a day, and what was only recalled. Facts about this software
    and our own choices need no looking up; nor do sources that cannot change."""
    grounds = [one for section in page.sections for one in section.grounds]
    for number, one in enumerate(grounds, start=1):
        if one.checked_on or one.basis is Basis.RECALLED:
            label = f"{page.title}: {one.section}"
            yield DatedFact(kind, f"{name}-{number}", label, one.source, one.checked_on)


def _meeting_texts(by: Actor) -> Iterator[DatedFact]:  # noqa: ARG001
    """What to expect at a meeting: sentences that were only recalled, or rest on documents that
    somebody read on no recorded day."""
    texts = expectation_texts()
    texts_by_table: tuple[Iterable[tuple[str, ExpectationItem | FellowshipTexts]], ...] = (
        texts.sense.items(),
        texts.code.items(),
        texts.fellowship.items(),
        texts.attendance.items(),
        texts.spoken.items(),
        texts.every.items(),
    )
    for number, table in enumerate(texts_by_table):
        for key, one in table:
            if one.basis is not Basis.DESIGN:
                label = f"What to expect: {one.text}"
                yield DatedFact(FactKind.MEETING_TEXT, f"{number}-{key}", label, one.source, None)


def _safety(by: Actor) -> Iterator[DatedFact]:  # noqa: ARG001
    """The documents that safety texts rest on, and each sentence that rests on none yet."""
    kind = FactKind.SAFETY_PROTOCOL
    for key, one in safety_sources().items():
        yield DatedFact(kind, key, one.title, one.note or one.url, one.checked_on)
    for text in safety_protocols():
        for part in text.parts:
            for number, item in enumerate(part.item, start=1):
                if item.basis is Basis.RECALLED:
                    key, label = f"{text.slug}-{part.slug}-{number}", f"{text.title}: {item.text}"
                    yield DatedFact(kind, key, label, item.note, None)


def _own_numbers(by: Actor) -> Iterator[DatedFact]:
    for one in help_numbers_of(by):
        yield DatedFact(
            FactKind.OWN_NUMBER, str(one.pk), f"{one.name}, {one.phone}", PROGRAM_ITSELF,
            one.checked_on,
        )  # fmt: skip


SOURCES: tuple[Callable[[Actor], Iterable[DatedFact]], ...] = (
    _lines,
    _help_pages,
    _safety,
    _public_pages,
    _meeting_texts,
    _own_numbers,
)
