"""The form by which a session is rated, and what was rated, as cards of one item each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stepwell.actions.fidelity_rating import NewRating
from stepwell.actions.fidelity_reading import ItemLine, SeenRating
from stepwell.domain.fidelity.items import FIDELITY
from stepwell.domain.fidelity.ratings import NOT_APPLICABLE, Rating, Score
from stepwell.domain.fidelity.scales import NOT_AT_ALL, SCALES, Measure
from stepwell.web.staff.fidelity_words import MEASURES, POINTS
from stepwell.web.staff.protocol_words import basis_words

FIELD, NONE = "r:", "na"
NO_POINT = -1


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """name: in the form. legend: "" where a heading says it."""

    name: str
    legend: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RatingCard:
    """basis, basis_label, source: what the item itself rests on."""

    key: str
    title: str
    html: SafeString
    basis: str
    basis_label: str
    source: str
    questions: tuple[Question, ...]
    is_proscribed: bool


def cards_of(items: Iterable[ItemLine], rating: Rating) -> list[RatingCard]:
    return [_card(one, rating.scores.get(one.item.key)) for one in items]


def empathy_of(rating: Rating) -> Question:
    return Question(f"{FIELD}empathy", "", _choices(Measure.EMPATHY, rating.empathy))


def said_of(items: Iterable[ItemLine], seen: SeenRating) -> list[tuple[str, str]]:
    """Each item with what was said of it, in words."""
    return [(one.title, _in_words(seen.rating.scores.get(one.item.key, Score()))) for one in items]


def typed_rating(post: QueryDict) -> NewRating:
    """As it was sent; what is no number becomes no point of any scale."""
    said: dict[str, dict[str, str]] = {}
    for name, value in post.items():
        if name.startswith(FIELD) and "." in name:
            key, _dot, measure = name.removeprefix(FIELD).rpartition(".")
            said.setdefault(key, {})[measure] = str(value)
    number = post.get("number", "")
    return NewRating(
        {key: _score(one) for key, one in said.items()},
        _point(post.get(f"{FIELD}empathy", "")),
        post.get("words", "").replace("\r\n", "\n"),
        int(number) if number.isdecimal() and len(number) < 10 else NO_POINT,
    )


def _score(said: Mapping[str, str]) -> Score:
    if NONE in {said.get("extent"), said.get("seen")}:
        return NOT_APPLICABLE
    extent = _point(said.get("extent", ""))
    # A radio button cannot be taken back: of nothing there is no skill, whatever is chosen below.
    skill = None if extent == NOT_AT_ALL else _point(said.get("skill", ""))
    return Score(extent, skill, _point(said.get("seen", "")))


def _point(text: str) -> int | None:
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 4 else NO_POINT


def _card(line: ItemLine, score: Score | None) -> RatingCard:
    item = line.item
    said = score or Score()
    questions: tuple[Question, ...]
    if item.list == FIDELITY:
        questions = (
            _question(item.key, Measure.EXTENT, said.extent, said),
            _question(item.key, Measure.SKILL, said.skill),
        )
    else:
        questions = (_question(item.key, Measure.SEEN, said.seen, said),)
    return RatingCard(
        item.key,
        line.title,
        mark_safe(line.html),  # noqa: S308 — made by the domain from Markdown without raw HTML
        line.basis.value,
        basis_words(line.basis),
        line.source,
        questions,
        item.list != FIDELITY,
    )


def _question(
    key: str, measure: Measure, value: int | None, whole: Score | None = None
) -> Question:
    """whole: where this question also asks whether the item applied."""
    choices = _choices(measure, value)
    if whole is not None:
        choices = (*choices, Choice(NONE, _("Did not apply"), not whole.applies))
    return Question(f"{FIELD}{key}.{measure}", str(MEASURES[measure]), choices)


def _choices(measure: Measure, value: int | None) -> tuple[Choice, ...]:
    scale = SCALES[measure]
    return tuple(
        Choice(str(point), f"{point} {words}", point == value)
        for point, words in zip(scale.points, POINTS[measure], strict=True)
    )


def _in_words(score: Score) -> str:
    if not score.applies:
        return _("Did not apply")
    said = [
        f"{MEASURES[measure]}: {value} {POINTS[measure][SCALES[measure].points.index(value)]}"
        for measure, value in (
            (Measure.EXTENT, score.extent),
            (Measure.SKILL, score.skill),
            (Measure.SEEN, score.seen),
        )
        if value is not None
    ]
    return ". ".join(said) or _("Not rated")
