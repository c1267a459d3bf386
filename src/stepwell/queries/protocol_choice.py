"""Suggestions for someone's situation, from what is shipped. Nothing here is kept."""

from __future__ import annotations

from functools import cache

from stepwell.domain.protocols.answers import Answers
from stepwell.domain.protocols.choice_points import ChoiceCard, load_choice_card
from stepwell.domain.protocols.choosing import Suggestion, suggest
from stepwell.library import choosing
from stepwell.queries.protocols import evidence_cards, latest_protocols


@cache
def choice_cards() -> dict[str, ChoiceCard]:
    """By the slug of the protocol."""
    cards = [load_choice_card(name, data) for name, data in choosing.choice_files().items()]
    return {one.protocol: one for one in cards}


def suggestions(answers: Answers) -> tuple[Suggestion, ...]:
    return suggest(answers, latest_protocols(), choice_cards(), evidence_cards())
