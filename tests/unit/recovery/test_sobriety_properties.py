"""Which dates a use ends, and what it never takes away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stepwell.domain.recovery.sobriety_values import Standing
from unit.recovery.sobriety_histories import (
    DAY_0,
    FIXED,
    OWN,
    RULES,
    Version,
    any_day,
    date_bodies,
    histories,
    lines,
    told,
    use_bodies,
    version,
)

ENDS = {
    "alcohol": {"aa", "na", "ca", "cma", "ha", "daa", "dra", "dtr", "lifering", "wfs", "sos"},
    "cannabis": {"na", "ca", "ma", "cma", "ha", "daa", "dra", "dtr", "lifering", "wfs", "sos"},
    "nicotine": {"nica"},
    "bet": {"ga"},
    "plan_breach": {"oa"},
    "new_debt": {"da"},
    "sa_definition": {"sa"},
    "own_line": set(),
}
ON = DAY_0 + timedelta(days=100)


def dated(fellowship: str | None, definition: str = "fellowship", **given_: Any) -> Version:
    body = {"fellowship": fellowship, "definition": definition, "first_on": DAY_0.isoformat()}
    return version("date", body | {"unit": "sober"} | given_, f"{fellowship}-{definition}")


def used(what: str, **given_: Any) -> Version:
    on = (DAY_0 + timedelta(days=50)).isoformat()
    return version("use", {"on": on, "what": what} | given_, "use")


def ended(versions: list[Version]) -> set[tuple[str | None, str]]:
    """The lines that stand no more, each of which was standing from the first day on."""
    return {key for key, line in lines(told(versions, ON)).items() if line.current_days is None}


@pytest.mark.parametrize("what", ENDS)
def test_a_use_ends_the_dates_of_its_fellowships_only(what: str) -> None:
    of = OWN[:1] if what == "own_line" else []
    versions = [*(dated(slug) for slug in FIXED), used(what, of=of)]

    assert ended(versions) == {(slug, "fellowship") for slug in ENDS[what]}


def test_the_pages_on_what_ends_a_date_name_these_six() -> None:
    """The rule as protocols.md 13 has it, with its corrections."""
    kept = [dated(slug) for slug in ("aa", "na", "ca", "ma", "ga", "oa")]
    expected = {
        "alcohol": {"aa", "na", "ca"},
        "cannabis": {"na", "ca", "ma"},
        "bet": {"ga"},
        "plan_breach": {"oa"},
    }

    assert {what: {slug for slug, _ in ended([*kept, used(what)])} for what in expected} == expected


@pytest.mark.parametrize("what", sorted(RULES.groups["mind_altering"].members))
def test_the_wider_rule_of_a_group_is_a_date_of_its_own(what: str) -> None:
    narrow = {("ma", "fellowship")} if what == "cannabis" else set()

    assert ended([dated("ma"), dated("ma", "wider"), used(what)]) == {("ma", "wider")} | narrow


def test_an_own_definition_ends_with_what_it_names() -> None:
    kept = [
        dated("saa", OWN[0], words="three lines"),
        dated("saa", OWN[1], words="one line"),
        dated(None, OWN[2], counts=["opioids", "bet"]),
        dated("aa"),
    ]

    assert ended([*kept, used("own_line", of=[OWN[0]])]) == {("saa", OWN[0])}
    assert ended([*kept, used("bet")]) == {(None, OWN[2])}
    assert ended([*kept, used("cocaine")]) == set()


def test_eda_has_milestones_and_no_day_count() -> None:
    words = "lunch with a friend"
    milestone = dated("eda", "milestone", words=words)
    counted = dated("eda", OWN[0], words="mine") | {"id": "c", "record": "c"}

    found = told([milestone, counted], ON)

    assert [(one.on, one.words) for one in found.milestones] == [(DAY_0, words)]
    assert found.lines == ()
    assert [one.problems for one in found.not_understood] == [("no_day_count",)]


@pytest.mark.parametrize("fellowship", ["al-anon", "nar-anon", "gam-anon", "sia"])
def test_families_have_no_date(fellowship: str) -> None:
    found = told([dated(fellowship)], ON)

    assert [one.problems for one in found.not_understood] == [("no_date_here",)]


@given(histories(), any_day, st.sampled_from(sorted(RULES.substances)))
def test_medicine_taken_as_prescribed_ends_nothing(
    versions: list[Version], on: str, what: str
) -> None:
    assume(RULES.substances[what].can_be_prescribed)
    medicine = version("use", {"on": on, "what": what, "as_prescribed": True}, "medicine")

    assert told([*versions, medicine], on).lines == told(versions, on).lines
    assert not any(
        one.ends for one in told([*versions, medicine], on).rulings if one.use == "medicine"
    )


@given(histories(), any_day, st.randoms())
def test_the_order_of_writing_down_does_not_matter(
    versions: list[Version], on: str, random: Any
) -> None:
    mixed = random.sample(versions, len(versions))

    assert told(mixed, on) == told(versions, on)


@given(histories(), any_day)
def test_writing_the_same_twice_changes_nothing(versions: list[Version], on: str) -> None:
    assert told(versions + versions, on) == told(versions, on)


@given(histories(), use_bodies())
def test_a_use_takes_nothing_away_on_its_day(versions: list[Version], body: dict[str, Any]) -> None:
    before = lines(told(versions, body["on"]))
    after = lines(told([*versions, version("use", body, "new")], body["on"]))

    assert after.keys() == before.keys()
    for key, line in before.items():
        assert _had(after[key], line)


@given(histories(), use_bodies(), st.integers(0, 400))
def test_what_was_had_until_a_use_stays_whenever_it_is_written_down(
    versions: list[Version], body: dict[str, Any], days_later: int
) -> None:
    """The use of a day long past changes only what is told of that day and the days after it."""
    day = date.fromisoformat(body["on"])
    written = [*versions, version("use", body, "new")]
    before, then = lines(told(versions, day)), lines(told(versions, day - timedelta(days=1)))

    assert lines(told(written, day - timedelta(days=1))) == then
    later = lines(told(written, day + timedelta(days=days_later)))
    for key, line in before.items():
        assert _had(later[key], line)


@given(histories(), use_bodies(), any_day)
def test_no_date_is_lost_by_a_use(versions: list[Version], body: dict[str, Any], on: str) -> None:
    before = lines(told(versions, on))
    after = lines(told([*versions, version("use", body, "new")], on))

    for key, line in before.items():
        assert _firsts(line) <= _firsts(after[key])


@given(histories(), any_day)
def test_every_day_since_the_first_date_is_had_or_used_or_unknown(
    versions: list[Version], on: str
) -> None:
    day = date.fromisoformat(on)
    for line in told(versions, on).lines:
        if not line.runs:
            assert (line.total_days, line.unknown_days, line.use_days) == (0, 0, ())
            continue
        spans = [(one.run.first_on, one.run.until or day) for one in line.runs]
        had = _days(spans)
        unknown = _days([(one.first_on, one.until) for one in line.unknown])
        first = line.runs[0].run.first_on

        assert len(had) == line.total_days
        assert len(unknown) == line.unknown_days
        assert not had & unknown
        assert not unknown & set(line.use_days)
        assert had | unknown | {one for one in line.use_days if one < day} == _days([(first, day)])


@given(histories(), any_day)
def test_longest_and_current_are_runs_and_milestones_lie_in_them(
    versions: list[Version], on: str
) -> None:
    day = date.fromisoformat(on)
    for line in told(versions, on).lines:
        runs = [one.run for one in line.runs]
        assert line.longest_days == max([0, *(run.days for run in runs)])
        assert [run.days for run in runs if run.until is None] in ([], [line.current_days])
        assert runs == sorted(runs, key=lambda run: run.first_on)
        for one in line.runs:
            end = one.run.until or day
            assert all(one.run.first_on < reached.on <= end for reached in one.milestones)
            in_days = {m.number for m in one.milestones if m.unit == "days"}
            assert in_days == {n for n in RULES.milestones.days if n <= one.run.days}
        assert line.next is None or line.next.on > day


@given(date_bodies(), date_bodies(), any_day)
def test_what_was_corrected_is_kept(first: dict[str, Any], then: dict[str, Any], on: str) -> None:
    kinds = ("fellowship", "definition", "first_on", "ended_on")
    old, new = version("date", first, "d"), version("date", then, "d", "d-v1", ["d-v0"])
    removed = version("date", None, "d", "d-v2", ["d-v1"])

    corrected = [one.id for one in told([old, new], on).corrected]
    assert corrected == ([] if all(first[k] == then[k] for k in kinds) else ["d-v0"])
    gone = told([old, new, removed], on)
    assert gone.lines == ()
    assert [one.id for one in gone.corrected] == ["d-v0", "d-v1"]


def _had(after: Standing, before: Standing) -> bool:
    return (
        after.total_days >= before.total_days
        and after.longest_days >= before.longest_days
        and _firsts(after) >= _firsts(before)
        and {m.on for one in after.runs for m in one.milestones}
        >= {m.on for one in before.runs for m in one.milestones}
    )


def _firsts(line: Standing) -> set[date]:
    return {one.run.first_on for one in line.runs}


def _days(spans: list[tuple[date, date]]) -> set[date]:
    return {
        first + timedelta(days=n) for first, until in spans for n in range((until - first).days)
    }
