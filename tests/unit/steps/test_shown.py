"""Which steps wait: derived from the files of the courses someone is in, whatever their names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.protocols.branches import Circumstance
from stepwell.domain.protocols.definition import Protocol
from stepwell.domain.protocols.history import History, Spell
from stepwell.domain.steps.shown import CourseNow, Ground, Showing, course_now, steps_shown
from stepwell.queries.protocols import latest_protocols, protocol
from stepwell.queries.steps import workbook

START = date(2026, 11, 2)
LATER = {4, 5, 6, 7, 8, 9}
WAYS = [(one, variant.id) for one in latest_protocols() for variant in one.definition.variants]


def course(given: Protocol, *circumstances: Circumstance, variant: str = "") -> CourseNow:
    spells = tuple(Spell(START, one) for one in circumstances)
    history = History(START, variant or given.default_variant, given.version, spells=spells)
    return course_now(given, history, START + timedelta(days=3))


def waiting(*courses: CourseNow) -> set[int]:
    shown = steps_shown(workbook(), courses)
    return {one.number for one in shown if one.showing is not Showing.SHOWN}


@pytest.mark.parametrize("variant", ["individual", "modules"])
def test_later_steps_wait_while_someone_with_two_illnesses_is_unstable(variant: str) -> None:
    given = protocol("dual-diagnosis-tsf")

    assert waiting(course(given, Circumstance.UNSTABLE, variant=variant)) == LATER
    assert waiting(course(given, Circumstance.BIPOLAR, variant=variant)) == set()


def test_what_waits_says_by_which_item_of_which_protocol() -> None:
    shown = steps_shown(
        workbook(), [course(protocol("dual-diagnosis-tsf"), Circumstance.UNSTABLE)], begun={5}
    )

    fourth, fifth, eighth = (shown[number - 1] for number in (4, 5, 8))
    branch = Ground("dual-diagnosis-tsf", "branches", "unstable")
    assert fourth.grounds == (branch, Ground("dual-diagnosis-tsf", "sequence", "steady-first"))
    assert eighth.grounds == (branch,)
    assert fourth.worksheets == ()
    assert (fourth.showing, fifth.showing) == (Showing.HIDDEN, Showing.HELD)


def test_session_that_is_held_back_lets_its_steps_wait() -> None:
    match = protocol("match-tsf")

    assert waiting(course(match, Circumstance.UNSTABLE)) == {4, 5}
    assert waiting(course(match)) == set()


def test_stable_again_means_shown_again() -> None:
    given = protocol("dual-diagnosis-tsf")
    over = Spell(START, Circumstance.UNSTABLE, until=START + timedelta(days=2))
    history = History(START, given.default_variant, given.version, spells=(over,))

    assert waiting(course_now(given, history, START + timedelta(days=1))) == LATER
    assert waiting(course_now(given, history, START + timedelta(days=2))) == set()


def test_without_a_course_everything_is_shown() -> None:
    shown = steps_shown(workbook(), [])

    assert [one.number for one in shown] == list(range(1, 13))
    assert all(one.showing is Showing.SHOWN for one in shown)
    assert shown[3].worksheets == ("resentments", "fears", "harms")


def test_protocol_of_another_name_does_the_same_and_one_without_the_rule_does_not() -> None:
    given = protocol("dual-diagnosis-tsf")
    other = replace(given, definition=msgspec.structs.replace(given.definition, slug="elsewhere"))
    lenient = replace(
        given,
        definition=msgspec.structs.replace(
            given.definition,
            branches=tuple(
                msgspec.structs.replace(b, closes=()) for b in given.definition.branches
            ),
        ),
    )

    assert waiting(course(other, Circumstance.UNSTABLE)) == LATER
    assert waiting(course(lenient, Circumstance.UNSTABLE, variant="modules")) == set()


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ("variants", Ground("dual-diagnosis-tsf", "variants", "modules")),
        ("tracks", Ground("dual-diagnosis-tsf", "tracks", "later-steps")),
    ],
)
def test_track_closed_from_the_start_is_told_as_that(of: str, told: Ground) -> None:
    given = protocol("dual-diagnosis-tsf")
    definition = given.definition
    if of == "variants":
        closed = tuple(
            msgspec.structs.replace(one, closes=("later-steps",)) for one in definition.variants
        )
        definition = msgspec.structs.replace(definition, variants=closed)
    else:
        shut = tuple(msgspec.structs.replace(one, is_open=False) for one in definition.tracks)
        definition = msgspec.structs.replace(definition, tracks=shut)

    now = course(replace(given, definition=definition), variant="modules")

    assert steps_shown(workbook(), [now])[3].grounds == (told,)


courses = st.builds(
    lambda way, so: course(way[0], *so, variant=way[1]),
    st.sampled_from(WAYS),
    st.sets(st.sampled_from(Circumstance)),
)


@given(now=st.lists(courses, max_size=3), begun=st.sets(st.integers(1, 12)), data=st.data())
def test_what_any_course_holds_back_waits_and_nothing_else(
    now: list[CourseNow], begun: set[int], data: st.DataObject
) -> None:
    shown = steps_shown(workbook(), now, begun)
    by_each = [waiting(one) for one in now]

    assert {one.number for one in shown if one.grounds} == set().union(*by_each)
    assert shown == steps_shown(workbook(), data.draw(st.permutations(now)), begun)
    for one in shown:
        is_begun = one.number in begun
        if one.grounds:
            assert one.showing is (Showing.HELD if is_begun else Showing.HIDDEN)
            assert one.worksheets == ()
        else:
            assert one.showing is Showing.SHOWN
        assert one.number in LATER or not one.grounds
    if not any(Circumstance.UNSTABLE in one.circumstances for one in now):
        assert all(one.showing is Showing.SHOWN for one in shown)
    if any(
        Circumstance.UNSTABLE in one.circumstances
        and one.protocol.slug in ("dual-diagnosis-tsf", "match-tsf")
        for one in now
    ):
        assert shown[3].showing is not Showing.SHOWN
