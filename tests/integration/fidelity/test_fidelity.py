"""Rating sessions: who may, what stays, what is drawn, and what others read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from factories.session_runs import routine, started, typed
from integration.fidelity.conftest import Hold, day_of, rate, whole_rating
from stepwell.actions.encounters import strike_encounter
from stepwell.actions.fidelity_drawing import NewDraw, digest_of, draw_sessions, is_as_drawn
from stepwell.actions.fidelity_figures import open_agreement, open_counselor
from stepwell.actions.fidelity_rating import (
    NewRating,
    correct_rating,
    save_rating,
    sign_rating,
    tick_own,
)
from stepwell.actions.fidelity_reading import list_work, open_rated
from stepwell.actions.fidelity_ticks import keep_ticks_of_run
from stepwell.actions.record_copying import make_copy
from stepwell.actions.session_ending import end_run
from stepwell.actions.supervision_notes import list_supervision_notes, write_supervision_note
from stepwell.actions.teams import join_team
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import Role
from stepwell.domain.fidelity.raters import RaterRole
from stepwell.domain.fidelity.ratings import Score
from stepwell.domain.fidelity.refusal import FidelityRefused
from stepwell.queries.fidelity import ticks_of
from stepwell.queries.session_runs import plan_of
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import (
    Enrollment,
    RatedSession,
    SessionDraw,
    SessionRating,
    SessionRun,
    SupervisionNote,
)
from stepwell.records.people.models import Team


@pytest.fixture
def by(cast: Cast, now: datetime) -> Callable[[str], Actor]:
    return lambda name: cast.actor(name, at=now)


def draw(cast: Cast, now: datetime, size: int = 3, days: int = 60) -> tuple[UUID, ...]:
    new = NewDraw(
        day_of(now - timedelta(days=days)), day_of(now - timedelta(days=1)), size,
        cast.users["ida"].pk,
    )  # fmt: skip
    return draw_sessions(cast.users["ben"].pk, new, by=cast.actor("dana", at=now), at=now)


def test_supervisor_rates_signs_and_the_counselor_reads_it_only_then(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    session, dana, ben = hold(3), by("dana"), by("ben")
    number = save_rating(session, whole_rating(session, by=dana, at=now), by=dana, at=now)

    assert open_rated(session, by=ben, at=now).seen == ()
    sign_rating(session, number=number, by=dana, at=now)

    (seen,) = open_rated(session, by=ben, at=now).seen
    assert (seen.role, seen.rater, seen.words) == (
        RaterRole.SUPERVISOR, "Dana Reyes", "Well done.",
    )  # fmt: skip
    assert (seen.summary.adherence.value, seen.summary.competence.value) == (4, 3)
    assert seen.summary.proscribed.value == 0


def test_signed_rating_stays_and_a_correction_counts_once_it_is_signed(
    by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    session, dana, ben = hold(3), by("dana"), by("ben")
    rate(session, by=dana, at=now)
    with pytest.raises(FidelityRefused, match="Begin a correction"):
        save_rating(session, NewRating(words="Other", number=1), by=dana, at=now)
    with pytest.raises(FidelityRefused, match="nothing to sign"):
        sign_rating(session, number=1, by=dana, at=now)

    correct_rating(session, by=dana, at=now)
    with pytest.raises(FidelityRefused, match="not signed"):
        correct_rating(session, by=dana, at=now)
    new = whole_rating(session, by=dana, at=now, extent=2)
    number = save_rating(session, new, by=dana, at=now)
    (before,) = open_rated(session, by=ben, at=now).seen
    sign_rating(session, number=number, by=dana, at=now)
    (after,) = open_rated(session, by=ben, at=now).seen

    assert (before.version, before.summary.adherence.value) == (1, 4)
    assert (after.version, after.summary.adherence.value) == (2, 2)
    assert SessionRating.objects.count() == 2


def test_half_a_rating_is_kept_and_not_signed(
    by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    session, dana = hold(3), by("dana")
    items = open_rated(session, by=dana, at=now).items
    half = NewRating({items[0].item.key: Score(3)})

    number = save_rating(session, half, by=dana, at=now)

    assert save_rating(session, half, by=dana, at=now) == number == 1
    with pytest.raises(FidelityRefused, match="not rated to the end"):
        sign_rating(session, number=number, by=dana, at=now)
    with pytest.raises(FidelityRefused, match="in another window"):
        save_rating(session, NewRating(words="x", number=0), by=dana, at=now)
    wrong = NewRating({items[0].item.key: Score(9)}, number=1)
    with pytest.raises(FidelityRefused, match="one of the points"):
        save_rating(session, wrong, by=dana, at=now)


def test_nobody_rates_their_own_session_nor_one_out_of_reach(
    by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    session = hold(3)
    for name in ("ben", "gil", "fay", "cora", "abe", "ida"):
        with pytest.raises(AccessDenied):
            save_rating(session, NewRating(), by=by(name), at=now)
    with pytest.raises(NotFound):
        save_rating(session, NewRating(), by=by("cleo"), at=now)
    with pytest.raises(NotFound):
        save_rating(uuid4(), NewRating(), by=by("dana"), at=now)
    assert not RatedSession.objects.exists()


def test_looking_writes_no_row_but_who_looked(
    by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    session = hold(3)

    open_rated(session, by=by("dana"), at=now)

    assert not RatedSession.objects.exists()
    assert AuditEvent.objects.filter(event_type="rating.viewed", record_id=str(session)).exists()


def test_draw_is_by_seed_and_can_be_drawn_again(cast: Cast, hold: Hold, now: datetime) -> None:
    held = {hold(days) for days in range(2, 12)}

    chosen = draw(cast, now, size=4)

    row = SessionDraw.objects.get()
    assert len(chosen) == 4
    assert set(chosen) <= held
    assert set(row.sessions.values_list("pk", flat=True)) == set(chosen)
    assert (len(row.frame), is_as_drawn(row)) == (10, True)
    assert not any(str(one) in str(row.frame) for one in held)
    row.frame = [one for one in row.frame if one != digest_of(chosen[0])]
    assert not is_as_drawn(row)


def test_day_is_drawn_from_once_and_only_when_it_is_over(
    cast: Cast, hold: Hold, now: datetime
) -> None:
    for days in (3, 5):
        hold(days)
    dana, ben, ida = cast.actor("dana", at=now), cast.users["ben"].pk, cast.users["ida"].pk
    today = day_of(now)

    def drawn(first: int, last: int, rater: UUID = ida, size: int = 2) -> None:
        new = NewDraw(today - timedelta(days=first), today - timedelta(days=last), size, rater)
        draw_sessions(ben, new, by=dana, at=now)

    for days, words in (((9, 0), "Wait until"), ((1, 9), "comes after"), ((900, 1), "a year"),
                        ((60, 40), "Nobody held")):  # fmt: skip
        with pytest.raises(FidelityRefused, match=words):
            drawn(*days)
    with pytest.raises(FidelityRefused, match="at least one"):
        drawn(9, 1, size=0)
    with pytest.raises(FidelityRefused, match="is in a team with"):
        drawn(9, 1, cast.users["dana"].pk)
    with pytest.raises(FidelityRefused, match="a counselor, supervisor or auditor"):
        drawn(9, 1, cast.users["fay"].pk)
    drawn(9, 4)
    with pytest.raises(FidelityRefused, match="drawn from some of these days before"):
        drawn(4, 1)
    drawn(3, 1)


def test_only_who_leads_the_team_and_the_director_draw(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    hold(3)
    today = day_of(now)
    new = NewDraw(today - timedelta(days=9), today - timedelta(days=1), 2, cast.users["ida"].pk)
    for name in ("ben", "ida", "abe", "fay"):
        with pytest.raises(AccessDenied):
            draw_sessions(cast.users["ben"].pk, new, by=by(name), at=now)
    with pytest.raises(NotFound):
        draw_sessions(cast.users["ben"].pk, new, by=by("cleo"), at=now)
    with pytest.raises(AccessDenied):
        draw_sessions(cast.users["dana"].pk, new, by=by("dana"), at=now)

    assert len(draw_sessions(cast.users["ben"].pk, new, by=by("gil"), at=now)) == 1


def test_independent_rater_rates_what_was_drawn_blind_to_others(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    sessions = {hold(days) for days in range(2, 6)}
    (chosen,) = draw(cast, now, size=1)
    other = (sessions - {chosen}).pop()
    ida, dana = by("ida"), by("dana")
    prompt = open_rated(chosen, by=by("ben"), at=now).items[0].item.key
    tick_own(chosen, frozenset({prompt}), by=by("ben"), at=now)

    with pytest.raises(AccessDenied):
        open_rated(other, by=ida, at=now)
    rate(chosen, by=dana, at=now)
    page = open_rated(chosen, by=ida, at=now)
    assert (page.role, page.seen, page.ticked) == (RaterRole.INDEPENDENT, (), None)
    assert [one.id for one in list_work(by=ida, at=now).to_rate] == [chosen]
    rate(chosen, by=ida, at=now, extent=2)
    assert list_work(by=ida, at=now).to_rate == ()
    assert open_rated(chosen, by=ida, at=now).seen == ()
    assert [one.role for one in open_rated(chosen, by=dana, at=now).seen] == [RaterRole.INDEPENDENT]


def test_supervisor_reads_the_other_rating_after_signing(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    hold(3)
    (chosen,) = draw(cast, now, size=1)
    rate(chosen, by=by("ida"), at=now)
    before = open_rated(chosen, by=by("dana"), at=now)
    rate(chosen, by=by("dana"), at=now)
    after = open_rated(chosen, by=by("dana"), at=now)

    assert (before.is_blind, before.seen) == (True, ())
    assert (after.is_blind, len(after.seen)) == (False, 1)


def test_rater_who_joins_the_team_is_not_independent_any_more(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    hold(3)
    (chosen,) = draw(cast, now, size=1)
    RoleAssignment.objects.create(
        user=cast.users["ida"], organization=cast.organizations["harbor"], role=Role.COUNSELOR,
        starts_at=cast.at, granted_by="test",
    )  # fmt: skip
    join_team(Team.objects.get().pk, cast.users["ida"].pk, by=by("abe"), at=now)

    with pytest.raises(AccessDenied):
        save_rating(chosen, NewRating(), by=by("ida"), at=now)


def test_ticks_of_a_session_are_kept_once_when_it_ends(
    cast: Cast, enrollment: Enrollment, now: datetime
) -> None:
    ben, ana = cast.actor("ben", at=now), cast.client("ana").pk
    run = started(ana, enrollment.pk, "introduction", by=ben, at=now)
    there = {f"fidelity.{one}" for one in _prompts(SessionRun.objects.get(pk=run))}
    first = sorted(there)[:2]
    typed(run, routine(run) | dict.fromkeys(first, "yes"), by=ben, at=now)

    end_run(run, by=ben, at=now + timedelta(minutes=50))
    end_run(run, by=ben, at=now + timedelta(minutes=51))
    ended = SessionRun.objects.get(pk=run)
    assert keep_ticks_of_run(ended, by=ben, at=now)

    (row,) = SessionRating.objects.all()
    assert (row.role, row.rated_id, row.version) == ("self", ended.encounter_id, 1)
    assert ticks_of(row) == set(first)
    assert str(row.rater_id) == ben.key


def _prompts(run: SessionRun) -> list[str]:
    plan = plan_of(run, [])
    assert plan is not None
    return [one.id for one in plan.fidelity]


def test_session_without_a_tick_keeps_no_empty_list(
    cast: Cast, enrollment: Enrollment, now: datetime
) -> None:
    ben, ana = cast.actor("ben", at=now), cast.client("ana").pk
    run = started(ana, enrollment.pk, "introduction", by=ben, at=now)
    typed(run, routine(run), by=ben, at=now)

    end_run(run, by=ben, at=now + timedelta(minutes=50))

    assert SessionRun.objects.get(pk=run).encounter_id
    assert not SessionRating.objects.exists()


def test_own_prompts_are_in_no_figure_and_no_agreement(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    session = hold(3)
    tick_own(session, frozenset(), by=by("ben"), at=now)
    assert not SessionRating.objects.exists()
    items = open_rated(session, by=by("ben"), at=now).items
    prompts = [one.item.key for one in items if one.item.list == "fidelity"]
    tick_own(session, frozenset(prompts[:2]), by=by("ben"), at=now)
    tick_own(session, frozenset(prompts[:2]), by=by("ben"), at=now)

    page = open_counselor(cast.users["ben"].pk, by=by("dana"), at=now)

    assert (page.summaries, page.series, page.sessions) == ((), (), 0)
    assert [(one.ticked, one.prompts) for one in page.ticks] == [(2, len(prompts))]
    assert open_agreement(by=by("gil"), at=now).protocols == ()
    assert SessionRating.objects.count() == 1
    with pytest.raises(FidelityRefused, match="no such prompt"):
        tick_own(session, frozenset({"proscribed.x"}), by=by("ben"), at=now)
    with pytest.raises(AccessDenied):
        tick_own(session, frozenset(), by=by("dana"), at=now)


def test_figures_keep_raters_apart_and_agreement_pairs_them(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    for days in (3, 5, 7):
        hold(days)
    for place, chosen in enumerate(sorted(draw(cast, now))):
        rate(chosen, by=by("dana"), at=now, extent=3 + place % 2)
        rate(chosen, by=by("ida"), at=now, extent=2 + place % 2)

    page = open_counselor(cast.users["ben"].pk, by=by("ben"), at=now)
    (found,) = open_agreement(by=by("gil"), at=now).protocols

    (name, figures), *_ = page.summaries
    assert name == "adherence"
    assert {role: round(one.value or 0, 2) for role, one in figures} == {
        RaterRole.SUPERVISOR: 3.33, RaterRole.INDEPENDENT: 2.33,
    }  # fmt: skip
    assert (page.sessions, page.drawn) == (3, 3)
    assert found.pairs == 3
    assert all(one.kappa.is_of_few for one in found.lines)
    assert "Ana" not in repr((page, found))


def test_struck_contact_is_in_no_figure(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    session = hold(3)
    rate(session, by=by("dana"), at=now)
    strike_encounter(session, words="Wrong person.", by=by("ben"), at=now)

    assert open_counselor(cast.users["ben"].pk, by=by("dana"), at=now).sessions == 0
    with pytest.raises(NotFound):
        open_rated(session, by=by("dana"), at=now)


def test_figures_are_closed_to_colleagues_and_the_desk(
    cast: Cast, by: Callable[[str], Actor], now: datetime
) -> None:
    for name in ("fay", "cora", "abe", "ida"):
        with pytest.raises(AccessDenied):
            open_counselor(cast.users["ben"].pk, by=by(name), at=now)
    with pytest.raises(AccessDenied):
        open_counselor(cast.users["dana"].pk, by=by("ben"), at=now)
    for name in ("ben", "ida", "fay"):
        with pytest.raises(AccessDenied):
            open_agreement(by=by(name), at=now)


def test_supervision_notes_are_between_the_two_and_sealed(
    cast: Cast, by: Callable[[str], Actor], now: datetime
) -> None:
    ben = cast.users["ben"].pk
    write_supervision_note(ben, "Ask once more.", by=by("dana"), at=now)
    write_supervision_note(ben, "I will.", by=by("ben"), at=now + timedelta(minutes=1))

    for name in ("ben", "dana"):
        found = list_supervision_notes(ben, by=by(name), at=now).found
        assert [one.text for one in found.rows] == ["I will.", "Ask once more."]
    for name in ("gil", "ida", "abe", "fay"):
        with pytest.raises(AccessDenied):
            list_supervision_notes(ben, by=by(name), at=now)
    with pytest.raises(AccessDenied):
        write_supervision_note(cast.users["dana"].pk, "x", by=by("ben"), at=now)
    with pytest.raises(NotFound):
        list_supervision_notes(ben, by=by("cleo"), at=now)
    with pytest.raises(FidelityRefused, match="Write something"):
        write_supervision_note(ben, " ", by=by("ben"), at=now)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {SupervisionNote._meta.db_table}")
        assert not any(b"once more" in bytes(str(row), "utf-8") for row in cursor.fetchall())


def test_nothing_of_a_rating_is_in_the_copy_of_a_record_or_in_the_trail(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    rate(hold(3), by=by("dana"), at=now)

    assert "Well done." not in str(make_copy(cast.client("ana"), is_own=False, at=now))
    details = str(list(AuditEvent.objects.values_list("details", flat=True)))
    assert "Well done." not in details
    assert "fidelity.linked" not in details


def test_list_asks_the_same_of_the_database_at_two_sizes(
    cast: Cast, by: Callable[[str], Actor], hold: Hold, now: datetime
) -> None:
    counts = []
    for days in (range(2, 4), range(4, 10)):
        for one in days:
            rate(hold(one), by=by("dana"), at=now)
        asked = {}
        for name, look in (
            ("list", lambda: list_work(by=by("dana"), at=now)),
            ("person", lambda: open_counselor(cast.users["ben"].pk, by=by("dana"), at=now)),
            ("agreement", lambda: open_agreement(by=by("dana"), at=now)),
        ):
            with CaptureQueriesContext(connection) as questions:
                look()
            asked[name] = len(questions)
        counts.append(asked)

    assert counts[0] == counts[1]
