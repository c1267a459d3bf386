"""Which meetings are suggested: hard filters, balance, order, and reasons, against brute force."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepwell.domain.matching.candidates import Candidate
from stepwell.domain.matching.filters import Out, left_out
from stepwell.domain.matching.fits import FitsRefused, parse_fits
from stepwell.domain.matching.reasons import For, Mind
from stepwell.domain.matching.suggesting import FEWEST, MOST, suggest
from stepwell.domain.matching.wishes import DayPart, Kindred, Leaning, Need, Ways, Wishes, day_part
from stepwell.library.matching import fits
from stepwell.queries.protocols import evidence_cards

AT = datetime(2026, 11, 23, 15, tzinfo=UTC)
AA = Candidate(
    code="a",
    fellowship="aa",
    is_twelve_step=True,
    senses=frozenset({"open"}),
    languages=frozenset(),
    is_in_person=True,
    is_online=False,
    starts_at=AT + timedelta(hours=8),
    weekday=1,
    start_minute=18 * 60,
    distance_km=1.0,
    group="a",
)
DRINKS = Wishes(substances=frozenset({"alcohol"}))
SENSES = ("open", "closed", "women", "men", "secular", "wheelchair", "childcare", "beginners")

wishes = st.builds(
    Wishes,
    substances=st.frozensets(st.sampled_from(["alcohol", "opioids", "cocaine"]), min_size=1),
    fellowships=st.frozensets(st.sampled_from(["na", "oa", "smart"])),
    languages=st.frozensets(st.sampled_from(["en", "es"])),
    ways=st.sampled_from(Ways),
    needs=st.frozensets(st.sampled_from(Need)),
    kindred=st.frozensets(st.sampled_from(Kindred)),
    leanings=st.frozensets(st.sampled_from(Leaning)),
    free=st.frozensets(st.tuples(st.integers(0, 6), st.sampled_from(DayPart)), max_size=8),
    avoid=st.frozensets(st.sampled_from(["0", "1", "2"])),
    is_medicated=st.booleans(),
)


@st.composite
def candidates(draw: st.DrawFn) -> list[Candidate]:
    count = draw(st.integers(0, 14))
    found = []
    for number in range(count):
        in_person = draw(st.booleans())
        minute = draw(st.integers(0, 1439))
        hours = draw(st.integers(1, 160))
        found.append(
            Candidate(
                code=str(number),
                fellowship=draw(st.sampled_from(["aa", "na", "oa", "smart", "wfs", "al-anon"])),
                is_twelve_step=draw(st.booleans()),
                senses=draw(st.frozensets(st.sampled_from(SENSES))),
                languages=draw(st.frozensets(st.sampled_from(["en", "es", "fr"]))),
                is_in_person=in_person,
                is_online=not in_person or draw(st.booleans()),
                starts_at=AT + timedelta(hours=hours),
                weekday=draw(st.integers(0, 6)),
                start_minute=minute,
                distance_km=draw(st.floats(0, 60)) if in_person else None,
                group=draw(st.sampled_from(["x", "y", "z", str(number)])),
            )
        )
    return found


@given(candidates(), wishes)
def test_suggested_meetings_pass_each_filter_and_leave_no_kind_out(
    listed: list[Candidate], wished: Wishes
) -> None:
    found = suggest(listed, wished, fits(), AT)

    fitting = [one for one in listed if left_out(one, wished, fits()) is None]
    shown = [each.meeting for each in found.meetings]
    assert {one.code for one in shown} <= {one.code for one in fitting}
    assert len(shown) <= MOST
    assert len(shown) >= min(FEWEST, len(fitting))
    assert found.fitting == len(fitting)
    assert sum(found.out.values()) == len(listed) - len(fitting)
    for kind in (True, False):
        if any(one.is_other_path is kind for one in fitting):
            assert any(one.is_other_path is kind for one in shown)
    assert [one.starts_at for one in shown] == sorted(one.starts_at for one in shown)
    assert all(each.weighed.reasons for each in found.meetings)


def test_only_meeting_of_a_kind_is_not_lost_in_its_group() -> None:
    """Found by the property above."""
    others = [replace(AA, code=str(number), is_twelve_step=False) for number in range(3)]
    only = replace(AA, code="3", starts_at=AA.starts_at + timedelta(hours=1))

    found = suggest([*others, only], DRINKS, fits(), AT)

    assert "3" in {each.meeting.code for each in found.meetings}


@given(candidates(), wishes, st.randoms())
def test_suggested_meetings_do_not_hang_on_the_order_of_the_directory(
    listed: list[Candidate], wished: Wishes, random: object
) -> None:
    mixed = list(listed)
    random.shuffle(mixed)  # type: ignore[attr-defined]

    assert suggest(mixed, wished, fits(), AT) == suggest(listed, wished, fits(), AT)


@pytest.mark.parametrize(
    ("one", "wished", "why"),
    [
        (AA, replace(DRINKS, avoid=frozenset({"a"})), Out.AVOIDED),
        (replace(AA, fellowship="oa"), DRINKS, Out.OTHER_CONCERN),
        (replace(AA, fellowship="al-anon"), DRINKS, Out.OTHER_CONCERN),
        (replace(AA, fellowship="dra"), DRINKS, Out.OTHER_CONCERN),
        (replace(AA, fellowship="dra"), replace(DRINKS, leanings=frozenset({Leaning.MIND})), None),
        (replace(AA, fellowship="ha"), DRINKS, Out.OTHER_CONCERN),
        (AA, Wishes(substances=frozenset({"opioids"})), None),
        (replace(AA, senses=frozenset({"women"})), DRINKS, Out.FOR_OTHERS),
        (replace(AA, fellowship="wfs"), DRINKS, Out.FOR_OTHERS),
        (replace(AA, languages=frozenset({"es"})), replace(DRINKS, languages=frozenset({"en"})),
         Out.LANGUAGE),
        (AA, replace(DRINKS, languages=frozenset({"en"})), None),
        (AA, replace(DRINKS, ways=Ways.ONLINE), Out.WAY),
        (replace(AA, distance_km=41.0), DRINKS, Out.TOO_FAR),
        (AA, replace(DRINKS, free=frozenset({(1, DayPart.MORNING)})), Out.NOT_FREE),
        (AA, replace(DRINKS, free=frozenset({(1, DayPart.EVENING)})), None),
        (AA, replace(DRINKS, needs=frozenset({Need.STEP_FREE})), Out.STEPS),
        (AA, replace(DRINKS, needs=frozenset({Need.CHILDREN})), Out.CHILDREN),
        (replace(AA, senses=frozenset({"closed"})), replace(DRINKS, needs=frozenset({Need.OPEN})),
         Out.CLOSED),
    ],
)  # fmt: skip
def test_left_out_says_the_first_reason(one: Candidate, wished: Wishes, why: Out | None) -> None:
    assert left_out(one, wished, fits()) is why


def test_suggest_puts_near_and_soon_before_affinity_and_affinity_before_nothing() -> None:
    newcomers = replace(DRINKS, leanings=frozenset({Leaning.NEWCOMERS}))
    far = replace(AA, code="far", group="far", distance_km=30.0, senses=frozenset({"beginners"}))
    late = replace(AA, code="late", group="late", starts_at=AT + timedelta(days=6))
    plain = [replace(AA, code=f"p{n}", group=f"p{n}") for n in range(4)]
    warm = replace(
        AA, code="warm", group="warm", starts_at=AT + timedelta(hours=40),
        senses=frozenset({"beginners"}),
    )  # fmt: skip

    found = suggest([far, late, *plain, warm], newcomers, fits(), AT, most=4)

    codes = {each.meeting.code for each in found.meetings}
    assert "warm" in codes
    assert codes.isdisjoint({"far", "late"})


def test_suggest_tells_of_medication_and_why_aa_fits_other_drugs() -> None:
    treated = Wishes(substances=frozenset({"opioids"}), is_medicated=True)
    na = replace(AA, code="n", fellowship="na", group="n")

    found = {each.meeting.code: each for each in suggest([AA, na], treated, fits(), AT).meetings}

    assert [one.what for one in found["n"].weighed.cautions] == [Mind.MEDICATION]
    assert found["a"].weighed.affinity > found["n"].weighed.affinity
    (also,) = (one for one in found["a"].weighed.reasons if one.what is For.ALSO)
    card, _, finding = also.finding.partition("/")
    (shipped,) = (one for one in evidence_cards() if one.id == card)
    assert finding in {one.id for one in shipped.findings}


def test_suggest_refuses_to_name_only_one() -> None:
    with pytest.raises(ValueError, match="Between 3 and 6"):
        suggest([AA], DRINKS, fits(), AT, most=1)


def test_day_part_agrees_with_the_finder() -> None:
    assert [day_part(60 * hour) for hour in (3, 4, 11, 12, 16, 17, 20, 21)] == [
        "night", "morning", "morning", "afternoon", "afternoon", "evening", "evening", "night",
    ]  # fmt: skip


def test_parse_fits_names_what_nobody_knows() -> None:
    with pytest.raises(FitsRefused, match="names zz"):
        parse_fits(b'[zz]\nsubstances = ["any"]\nbasis = "design"\nsource = "x"\n', ["aa"])
    with pytest.raises(FitsRefused, match="unknown field"):
        parse_fits(b'[aa]\nsubstance = ["any"]\n', ["aa"])
