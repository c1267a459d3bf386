"""What protocols have for someone between sessions: what to write about, what a check-in asks."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta

import msgspec
import pytest

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.branching import open_tracks
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import Contact, History, Outcome, Spell
from stepwell.domain.protocols.items import TaskKind
from stepwell.domain.recovery.bodies import JournalPage
from stepwell.domain.recovery.check_in_shape import Asked, parse_check_in_shapes
from stepwell.domain.recovery.prompts import prompts_of, reviews_open
from stepwell.library.recovery import check_in_shapes
from stepwell.queries.protocols import latest_protocols, protocol

ON = date(2026, 11, 26)
PROTOCOLS = {one.slug: one for one in latest_protocols()}
WORDS = {
    Asked.URGE: r"\burges?\b",
    Asked.MOOD: r"\bmood\b",
    Asked.SLEEP: r"\bsleep\b",
    Asked.MEDICINE: r"\bmedicines?\b.*\b(?:taken|prescribed)\b",
}
"""By which words an item looks back on each."""
AFTER_USE = ("before-use",)
"""Items about one return to use: the check-in is of a day."""


def history(
    given: Protocol,
    *sessions: str,
    outcome: Outcome = Outcome.COMPLETED,
    spells: tuple[Spell, ...] = (),
) -> History:
    contacts = tuple(
        Contact(ON - timedelta(days=9 - number), one, outcome)
        for number, one in enumerate(sessions)
    )
    variant = given.default_variant
    return History(ON - timedelta(days=20), variant, contacts=contacts, spells=spells)


def test_worksheets_and_journal_of_the_last_session_are_prompts() -> None:
    given = protocol("match-tsf")

    prompts = {one.slug: one for one in prompts_of(given, history(given, "introduction"), ON)}

    assert list(prompts) == [
        "introduction.journal",
        "introduction.consequences",
        "introduction.control-line",
        "introduction.first-answers",
    ]
    journal = prompts["introduction.journal"]
    assert journal.title
    assert len(journal.questions) == 6
    assert all(not one.startswith("- ") for one in journal.questions)
    assert "- day:" not in journal.text


def test_last_session_that_was_held_counts() -> None:
    given = protocol("match-tsf")
    first = history(given, "introduction", "surrender")
    missed = history(given, "introduction", outcome=Outcome.MISSED)

    assert {one.slug.split(".")[0] for one in prompts_of(given, first, ON)} == {"surrender"}
    assert prompts_of(given, missed, ON) == ()
    assert prompts_of(given, history(given), ON) == ()
    assert prompts_of(given, history(given, "no-such-session"), ON) == ()
    assert prompts_of(given, first, ON - timedelta(days=10)) == ()


def test_what_a_closed_track_has_is_no_prompt() -> None:
    """In every session of every protocol, with no circumstance and with each."""
    for given in PROTOCOLS.values():
        for slug, session in given.sessions.items():
            journal = [one for one in session.tasks if one.kind is TaskKind.JOURNAL]
            tracks = {f"{slug}.{one.id}": one.track for one in (*journal, *session.exercises)}
            for circumstance in (None, *Circumstance):
                spells = (Spell(ON - timedelta(days=30), circumstance),) if circumstance else ()
                lived = history(given, slug, spells=spells)
                from_tracks = {tracks[one.slug] for one in prompts_of(given, lived, ON)} - {""}
                assert from_tracks <= open_tracks(given, lived, ON)


@pytest.mark.parametrize("slug", PROTOCOLS)
def test_prompt_of_any_session_fits_into_a_journal_page(slug: str) -> None:
    given = PROTOCOLS[slug]
    for session in given.sessions:
        for one in prompts_of(given, history(given, session), ON):
            page = {"on": "2026-11-26", "text": "x", "prompt": one.slug}
            assert msgspec.convert(page, JournalPage).prompt == one.slug
            assert one.title != one.slug.split(".")[1]


def test_every_item_that_looks_back_on_it_is_asked_and_no_other() -> None:
    """The file against the words of the shipped protocols."""
    told = {(one.protocol, one.review): set(one.asks) for one in check_in_shapes().looks_back}
    for slug, given in PROTOCOLS.items():
        for item in given.definition.review:
            words = given.words().of("review", item.id).title.lower()
            asked = told.pop((slug, item.id), set())
            assert asked <= set(Asked)
            if item.id in AFTER_USE and slug != "stage-12":
                assert not asked
                continue
            for one, pattern in WORDS.items():
                assert (one in asked) == bool(re.search(pattern, words)), (slug, item.id, one)
    assert told == {}


def test_shape_is_what_open_items_ask_with_use_first() -> None:
    shapes = check_in_shapes()
    given = protocol("match-tsf")
    dual = (Spell(ON - timedelta(days=3), Circumstance.DUAL_DIAGNOSIS),)

    plain = shapes.shape(reviews_open(given, history(given), ON))
    both = shapes.shape(reviews_open(given, history(given, spells=dual), ON))

    assert plain == (Asked.USE, Asked.URGE)
    assert both == (Asked.USE, Asked.URGE, Asked.MOOD, Asked.SLEEP, Asked.MEDICINE)
    assert shapes.shape([("dual-diagnosis-tsf", "medicines")]) == (Asked.USE, Asked.MEDICINE)


def test_protocol_that_asks_nothing_of_the_kind_leaves_the_default() -> None:
    given = protocol("maaez")

    assert check_in_shapes().shape(reviews_open(given, history(given), ON)) is None
    assert check_in_shapes().shape([]) is None
    assert Asked.USE in check_in_shapes().default.asks


def test_file_with_an_unknown_word_is_refused() -> None:
    good = '[default]\nasks = ["use"]\nbasis = "design"\nsource = "Ours"\n'
    assert parse_check_in_shapes(_with(good)).looks_back == ()

    with pytest.raises(msgspec.ValidationError):
        parse_check_in_shapes(_with(good.replace('"use"', '"steps"')))
    with pytest.raises(tomllib.TOMLDecodeError):
        parse_check_in_shapes(b"[default")


def _with(text: str) -> bytes:
    return f"looks_back = []\n{text}".encode()
