"""The draft of a progress note says what was done and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.care.done_session import AgreedTask, AskedItem, DoneBlock, DoneSession
from stepwell.domain.care.note_draft import draft_note
from stepwell.domain.protocols.items import SessionKind

NOTHING = DoneSession(
    session="", title="", protocol="", kind=SessionKind.PHONE, on=date(2026, 11, 24), minutes=0,
    facts=(), words="", asked=(), blocks=(), gates=(), scripts=(), parked=(), tasks=(), partner="",
    next_on=None,
)  # fmt: skip
FRAME = set(
    re.findall(
        r"\w+",
        """A contact outside of a course. Group. One to one, minutes. Also there. Review. Safety.
        Done. Left out. Since the last contact. What was done. What came up. Noted meanwhile. Put
        aside for another time. Recovery tasks. Next appointment on. Not asked. with where when. By
        phone. With a partner. A fellowship member joined. November 24, 2026.""",
    )
)
words = st.from_regex(r"[qxz]{3,8}( [qxz]{3,8}){0,3}", fullmatch=True)
maybe = st.one_of(st.just(""), words)
few = st.lists(words, max_size=3).map(tuple)
sessions = st.builds(
    DoneSession,
    session=st.just("topic"),
    title=maybe,
    protocol=maybe,
    kind=st.sampled_from(SessionKind),
    on=st.just(date(2026, 11, 24)),
    minutes=st.just(0),
    facts=few,
    words=maybe,
    asked=st.lists(st.builds(AskedItem, words, words, maybe, maybe), max_size=3).map(tuple),
    blocks=st.lists(
        st.builds(
            DoneBlock, words, words, st.booleans(), maybe,
            st.lists(st.tuples(words, words), max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    gates=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    scripts=few,
    parked=few,
    tasks=st.lists(st.builds(AgreedTask, words, maybe, maybe, maybe), max_size=3).map(tuple),
    partner=maybe,
    next_on=st.none(),
)  # fmt: skip


def tokens(text: str) -> set[str]:
    return set(re.findall(r"[A-Za-z0-9]+", text))


@given(sessions)
def test_draft_holds_no_word_that_nobody_typed_or_ticked(done: DoneSession) -> None:
    told = tokens(str(done))

    assert tokens(draft_note(done)) <= told | FRAME


@given(sessions)
def test_draft_leaves_out_nothing_that_was_written(done: DoneSession) -> None:
    text = draft_note(done)

    for one in (*done.facts, *done.scripts, *done.parked, done.words, done.partner):
        assert one in text
    for block in done.blocks:
        assert f"{'Done' if block.is_done else 'Left out'}: {block.title}." in text
        assert all(words in text for _label, words in block.written)
    for task in done.tasks:
        assert all(part in text for part in (task.title, task.who, task.where, task.when))


def test_draft_of_nothing_says_only_that_there_was_a_contact() -> None:
    assert draft_note(NOTHING) == "November 24, 2026. A contact outside of a course.\nBy phone."


def test_draft_says_what_was_not_asked_and_why() -> None:
    skipped = AskedItem("urges", "Any urges?", "", "He had to leave.")
    unasked = AskedItem("mood", "How is your mood?", "", "")

    text = draft_note(replace(NOTHING, asked=(skipped, unasked)))

    assert "Any urges? Not asked: He had to leave." in text
    assert "mood" not in text
