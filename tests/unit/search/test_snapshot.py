"""What the index knows besides answers: neighbors, regions, place names, words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from stepwell.domain.meetings.meeting import Attendance, Meeting, Place, Schedule
from stepwell.domain.meetings.query import MeetingQuery, Near
from stepwell.search.query import HorizonTooLong, search, search_rows, search_unscheduled
from stepwell.search.words import WordMatch, allowed_edits, fold, query_words, tokens
from unit.search.listing import MIDDLETOWN, index_of, meeting

MONDAY_NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
WEEK = MeetingQuery(at=MONDAY_NOON, horizon_minutes=7 * 1440)


def at(place: Place, **changes: object) -> Place:
    return msgspec.structs.replace(place, **changes)


def found_ids(folder: Path, query: MeetingQuery, *meetings: Meeting) -> list[str]:
    snapshot = index_of(folder, *meetings)
    return [snapshot.public_id(one.row) for one in search(snapshot, query).upcoming]


def test_meetings_under_one_roof_know_each_other(tmp_path: Path) -> None:
    next_door = at(MIDDLETOWN, address="125 Broad St, Middletown")
    snapshot = index_of(
        tmp_path,
        meeting(),
        meeting(place=at(MIDDLETOWN, address="123 BROAD ST., Middletown CT 06457 USA")),
        meeting(place=next_door),
        meeting(attendance=Attendance.ONLINE),
        meeting(place=at(MIDDLETOWN, is_approximate=True)),
    )

    others = {
        snapshot.public_id(row): {
            snapshot.public_id(other) for other in snapshot.rows_at_same_place(row)
        }
        for row in range(len(snapshot))
    }

    assert others == {"m0": {"m1"}, "m1": {"m0"}, "m2": set(), "m3": set(), "m4": set()}


def test_meetings_of_one_group_know_each_other(tmp_path: Path) -> None:
    snapshot = index_of(
        tmp_path, meeting(), meeting(group="NOON group"), meeting(group=""), meeting(group="")
    )
    row = snapshot.row_of("m0")
    assert row is not None

    assert [snapshot.public_id(one) for one in snapshot.rows_of_same_group(row)] == ["m1"]
    loner = snapshot.row_of("m2")
    assert loner is not None
    assert snapshot.rows_of_same_group(loner) == ()


def test_regions_are_a_tree_with_counts(tmp_path: Path) -> None:
    snapshot = index_of(
        tmp_path,
        meeting(),
        meeting(regions=("CONNECTICUT", "Hartford")),
        meeting(regions=("Connecticut ", "Middletown")),
        meeting(regions=()),
    )

    assert [(one.path, one.depth, one.meetings) for one in snapshot.regions] == [
        ("Connecticut", 0, 3),
        ("Connecticut > Hartford", 1, 1),
        ("Connecticut > Middletown", 1, 2),
    ]
    assert snapshot.region("connecticut>HARTFORD") == snapshot.regions[1]
    assert snapshot.region("Atlantis") is None


def test_unknown_region_finds_nothing(tmp_path: Path) -> None:
    assert found_ids(tmp_path, replace(WEEK, region="Atlantis"), meeting()) == []


def test_place_names_give_the_middle_of_their_meetings(tmp_path: Path) -> None:
    berlin = Place(city="Berlin", country="Germany", latitude=52.5, longitude=13.4)
    suva = Place(city="Suva", country="Fiji", latitude=-18.0, longitude=179.9)
    snapshot = index_of(
        tmp_path,
        meeting(place=berlin, regions=("Berlin",)),
        meeting(place=at(berlin, latitude=52.6), regions=("Berlin",)),
        meeting(place=suva, regions=()),
        meeting(place=at(suva, longitude=-179.9), regions=()),
    )

    [place] = snapshot.places_named("BERLIN")
    assert (place.name, place.meetings, place.latitude) == ("Berlin", 2, pytest.approx(52.55))
    [crossing] = snapshot.places_named("suv")
    assert abs(crossing.longitude) == pytest.approx(180)
    assert snapshot.places_named("nowhere") == ()
    assert snapshot.places_named("  ") == ()


def test_namesakes_are_kept_apart(tmp_path: Path) -> None:
    ohio = Place(city="Middletown", state="OH", latitude=39.5, longitude=-84.4)
    snapshot = index_of(tmp_path, meeting(), meeting(place=ohio, regions=()))

    assert {one.context for one in snapshot.places_named("middletown")} == {"Connecticut", "OH"}


def test_values_present_are_counted(tmp_path: Path) -> None:
    snapshot = index_of(tmp_path, meeting(), meeting(types=("B",), languages=("es", "en")))

    assert snapshot.types() == {"O": 1, "D": 1, "B": 1}
    assert snapshot.languages() == {"en": 2, "es": 1}
    assert snapshot.fellowships() == {"aa": 2}
    assert snapshot.attendance() == {"in_person": 2}


def test_more_than_a_column_of_type_codes_still_filters(tmp_path: Path) -> None:
    snapshot = index_of(tmp_path, *[meeting(types=(f"T{n}", f"U{n}")) for n in range(150)])

    for number in (0, 63, 149):
        wanted = replace(WEEK.types, all_of=frozenset({f"T{number}", f"U{number}"}))
        results = search(snapshot, replace(WEEK, types=wanted))
        assert [snapshot.public_id(one.row) for one in results.upcoming] == [f"m{number}"]


def test_meeting_twice_within_eight_days_is_found_twice(tmp_path: Path) -> None:
    tuesday_before_noon = datetime(2026, 11, 24, 16, tzinfo=UTC)
    query = replace(WEEK, at=tuesday_before_noon, horizon_minutes=8 * 1440, with_facets=True)

    results = search(index_of(tmp_path, meeting()), query)

    assert [one.starts_at.day for one in results.upcoming] == [24, 1]
    assert results.total == 2
    assert results.facets["weekday"] == {"2": 1}


def test_horizon_beyond_eight_days_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HorizonTooLong, match="8 days"):
        search(index_of(tmp_path, meeting()), replace(WEEK, horizon_minutes=8 * 1440 + 1))


def test_overnight_meeting_is_in_progress_after_midnight(tmp_path: Path) -> None:
    late = meeting(schedule=Schedule(weekday=6, start_minute=1410, duration_minutes=120))
    sunday_half_past_midnight = datetime(2026, 11, 29, 5, 30, tzinfo=UTC)

    results = search(index_of(tmp_path, late), replace(WEEK, at=sunday_half_past_midnight))

    [one] = results.in_progress
    assert (one.starts_at.hour, one.ends_at.hour) == (4, 6)
    assert results.in_progress_total == 1


def test_meetings_by_appointment_are_listed_apart(tmp_path: Path) -> None:
    by_call = meeting(attendance=Attendance.BY_APPOINTMENT, schedule=None)
    far = at(MIDDLETOWN, latitude=45.0)
    snapshot = index_of(
        tmp_path, by_call, meeting(), msgspec.structs.replace(by_call, place=far), by_call
    )
    near = Near(41.56, -72.65, 20)

    rows = search_unscheduled(snapshot, replace(WEEK, near=near))

    assert [snapshot.public_id(row) for row in rows] == ["m0", "m3"]
    assert search(snapshot, replace(WEEK, near=near)).total == 1


def test_meetings_by_appointment_are_listed_for_those_who_ask_for_online(tmp_path: Path) -> None:
    by_call = meeting(attendance=Attendance.BY_APPOINTMENT, schedule=None, place=Place())
    online = replace(WEEK, attendance=frozenset({Attendance.ONLINE}))

    assert len(search_unscheduled(index_of(tmp_path, by_call), online)) == 1


def test_closed_meeting_is_found_only_where_asked_for(tmp_path: Path) -> None:
    closed = meeting(attendance=Attendance.TEMPORARILY_CLOSED)
    asked = replace(WEEK, attendance=frozenset({Attendance.TEMPORARILY_CLOSED}))

    assert found_ids(tmp_path, WEEK, closed) == []
    assert found_ids(tmp_path, asked, closed) == ["m0"]


def test_bare_rows_are_those_of_the_full_search(tmp_path: Path) -> None:
    snapshot = index_of(tmp_path, meeting(), meeting(place=at(MIDDLETOWN, latitude=41.6)))
    query = replace(WEEK, near=Near(41.56, -72.65, 20))

    bare, full = search_rows(snapshot, query), search(snapshot, query)

    assert bare.rows.tolist() == [one.row for one in full.upcoming]
    assert bare.meters.tolist() == [round((one.distance_km or 0) * 1000) for one in full.upcoming]
    assert bare.total == full.total == 2


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("SERENITY", True),
        ("seren noon", True),
        ("serenty", True),  # a letter left out
        ("sreenity", True),  # two swapped
        ("alcoholics", True),  # the fellowship's name
        ("06457", True),
        ("06458", False),  # never guessed
        ("serenity zzzzz", False),
        ("sernty", False),  # two edits in a short word
        ("non", False),  # too short to guess
        ("middletwon", True),
        ("mdidletwon", True),  # two edits in a long word
    ],
)
def test_words_are_found_by_prefix_and_small_typos(
    tmp_path: Path, words: str, is_found: bool
) -> None:
    assert bool(found_ids(tmp_path, replace(WEEK, words=words), meeting())) is is_found


def test_guessed_word_is_ranked_after_exact(tmp_path: Path) -> None:
    snapshot = index_of(tmp_path, meeting())

    ranks = [search(snapshot, replace(WEEK, words=w)).upcoming[0].rank for w in ("noon", "serenty")]

    assert ranks == [0, 1]


def test_word_cache_gives_the_same_answer_again(tmp_path: Path) -> None:
    words = index_of(tmp_path, meeting(), meeting(name="Other")).words

    first, second = words.match("serenty"), words.match("serenty")

    assert isinstance(first, WordMatch)
    assert first is second


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Café", "cafe"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("İstanbul", "istanbul"),
        ("Québec", "quebec"),
    ],
)
def test_folding_forgets_case_and_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_tokens_join_apostrophes_and_split_scripts_without_spaces() -> None:
    assert tokens("Women’s St. Mary's 7-day") == ("womens", "st", "marys", "7", "day")
    assert tokens("新宿 Group") == ("新", "宿", "group")
    assert tokens("서울 모임") == ("서울", "모임")


def test_query_words_are_distinct_and_limited() -> None:
    assert query_words("a a b") == ("a", "b")
    assert len(query_words(" ".join(f"w{n}" for n in range(100)))) == 12


@pytest.mark.parametrize(
    ("word", "edits"), [("abc", 0), ("abcd", 1), ("abcdefg", 1), ("abcdefgh", 2), ("a1cdefgh", 0)]
)
def test_allowed_edits_grow_with_the_word(word: str, edits: int) -> None:
    assert allowed_edits(word) == edits


def test_instant_without_a_zone_is_refused(tmp_path: Path) -> None:
    snapshot = index_of(tmp_path, meeting())

    with pytest.raises(TypeError, match="naive"):
        search(snapshot, replace(WEEK, at=MONDAY_NOON.replace(tzinfo=None)))


def test_instant_in_another_zone_is_the_same_instant(tmp_path: Path) -> None:
    snapshot = index_of(tmp_path, meeting())
    there = MONDAY_NOON.astimezone(ZoneInfo("Australia/Lord_Howe"))

    assert search(snapshot, replace(WEEK, at=there)) == search(snapshot, WEEK)
