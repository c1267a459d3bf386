"""The finder's form: every choice with its label, and whether it is the chosen one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stepwell.domain.meetings.types import LANGUAGES
from stepwell.queries.directory import Directory
from stepwell.queries.finder_request import (
    MILES,
    WEEKDAYS,
    FinderRequest,
    Join,
    PartOfDay,
    Suits,
    When,
)
from stepwell.queries.meetings import FinderPage
from stepwell.queries.recent import Recent
from stepwell.queries.vocabularies import fellowships
from stepwell.web.public import clock_words, finder_words
from stepwell.web.public.languages import autonym, language_name

MOST_REGIONS = 200
SOUGHT_LANGUAGES = ("en", "ase")
"""Left out of the language list: everyone finds English; ASL has its own box."""

_MOST_RENDERED = 256

Value = TypeVar("Value", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Choice:
    """lang: of the label, where it is not the page's. slot: the id of where its number stands."""

    value: str
    label: str
    is_chosen: bool = False
    lang: str = ""
    slot: str = ""


_rendered = Recent[tuple[object, ...], SafeString](_MOST_RENDERED)


class FinderForm:
    """Read by the template; built lazily, so that a fragment pays for nothing."""

    def __init__(
        self, asked: FinderRequest, directory: Directory, page: FinderPage, types_in: str
    ) -> None:
        self.asked = asked
        self._directory = directory
        self._page = page
        self._types_in = types_in

    def choices_html(self) -> SafeString:
        """Everything in the filter panel, rendered once for all who set the same filters,
        and not kept where it holds what a visitor typed."""
        if self.asked.words:
            return self._render_choices()
        asked = self.asked.but(near="", page=1)
        key = (self._directory.version, get_language(), asked, self._types_in, self._circumstances)
        return _rendered.get(key, lambda _key: self._render_choices())

    @property
    def _circumstances(self) -> tuple[bool, str]:
        place = self._page.place
        return (place.uses_miles if place else True, self._page.zone)

    def _render_choices(self) -> SafeString:
        return render_to_string("public/parts/finder_choices.html", {"form": self})

    def counts_html(self) -> SafeString:
        """The number of every choice that may have one, each to be put in its slot by htmx: when
        the panel is opened and with each change, not before, since most visitors never open it."""
        counts = self._page.counts
        groups: tuple[tuple[str, Iterable[str], Mapping[Any, int]], ...] = (
            ("join", Join, counts.joins),
            ("for", Suits, counts.suits),
            ("day", WEEKDAYS, counts.weekdays),
            ("group", [choice.value for choice in self.fellowships()], counts.fellowships),
        )
        return format_html_join(
            "",
            '<small class="soft" id="{}" hx-swap-oob="true">{}</small>',
            (
                (_slot(field, value), f"{numbers[value]:,}" if value in numbers else "")
                for field, values, numbers in groups
                for value in values
            ),
        )

    def days(self) -> list[Choice]:
        labels = {
            When.SOON: _("Soon"),
            When.TOMORROW: _("Tomorrow"),
            When.WEEK: _("Week"),
        }
        if self.asked.when is When.TODAY:
            labels = {When.TODAY: _("Today"), **labels}
        return [Choice(when, label, self.asked.when is when) for when, label in labels.items()]

    def weekdays(self) -> list[Choice]:
        return [
            Choice(
                when,
                clock_words.weekday_name(number),
                self.asked.when is when,
                slot=_slot("day", when),
            )
            for number, when in enumerate(WEEKDAYS)
        ]

    def distances(self) -> list[Choice]:
        uses_miles, _zone = self._circumstances
        return [
            Choice(
                str(miles),
                finder_words.radius_words(miles, uses_miles=uses_miles),
                self.asked.miles == miles,
            )
            for miles in MILES
        ]

    def fellowships(self) -> list[Choice]:
        """Those with meetings here, in the vocabulary's order."""
        known = fellowships()
        listed = [slug for slug in known if slug in self._directory.fellowships]
        chosen = self.asked.fellowships
        return [
            Choice(
                slug,
                f"{known[slug].short_name}: {known[slug].about}",
                slug in chosen,
                slot=_slot("group", slug),
            )
            for slug in known
            if slug in listed or slug in chosen
        ]

    def times(self) -> list[Choice]:
        return _choices(PartOfDay, finder_words.TIMES, self.asked.parts_of_day)

    def joins(self) -> list[Choice]:
        return _choices(Join, finder_words.JOINS, {self.asked.join}, counted_as="join")

    def suits(self) -> list[Choice]:
        return _choices(Suits, finder_words.SUITS, self.asked.suits, counted_as="for")

    def not_for(self) -> list[Choice]:
        return _choices(Suits, finder_words.SUITS, self.asked.not_for)

    def languages(self) -> list[Choice]:
        spoken = [code for code in self._directory.languages if code not in SOUGHT_LANGUAGES]
        found = [Choice(code, language_name(code), self.asked.language == code) for code in spoken]
        return sorted(found, key=lambda choice: choice.label)

    def regions(self) -> list[Choice]:
        """The general ones; all of them where they are few."""
        regions = self._directory.regions
        if len(regions) > MOST_REGIONS:
            regions = tuple(region for region in regions if region.depth == 0)[:MOST_REGIONS]
        return [
            Choice(
                region.path, f"{'– ' * region.depth}{region.name}", region.path == self.asked.region
            )
            for region in regions
        ]

    def zones(self) -> list[Choice]:
        names = dict.fromkeys((self._page.zone, *clock_words.VISITOR_ZONES))
        return [
            Choice(name, clock_words.zone_words(name), self.asked.timezone == name)
            for name in names
        ]

    def type_languages(self) -> list[Choice]:
        return [
            Choice(code, autonym(code), self._types_in == code, lang=code) for code in LANGUAGES
        ]


def _choices(
    kind: type[Value],
    labels: Mapping[Value, str | Promise],
    chosen: Iterable[Value],
    *,
    counted_as: str = "",
) -> list[Choice]:
    marked = frozenset(chosen)
    return [
        Choice(
            value,
            str(labels[value]),
            value in marked,
            slot=_slot(counted_as, value) if counted_as else "",
        )
        for value in kind
    ]


def _slot(field: str, value: str) -> str:
    return f"n-{field}-{value}"
