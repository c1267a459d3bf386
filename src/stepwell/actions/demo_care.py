"""Care in the demo: people at every point of the way, by the deeds of those who care for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import cycle
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from stepwell.actions.appointments import NewAppointment, book_appointment
from stepwell.actions.auditing import told_last
from stepwell.actions.care_facts import add_diagnosis, add_therapy
from stepwell.actions.care_goals import NewGoal, add_plan_goal
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.demo_cast import actor_of
from stepwell.actions.demo_groups import load_groups
from stepwell.actions.encounters import NewEncounter, record_contact
from stepwell.actions.enrolling import enroll
from stepwell.actions.episodes import discharge, move_episode
from stepwell.actions.intakes import Admission, admit, note_no_consents
from stepwell.actions.privacy_facts import NewPrivacyFacts, set_privacy_facts
from stepwell.actions.privacy_notices import give_notice
from stepwell.actions.recovery_log import NewCheckIn, NewDay, NewMeeting, keep_log
from stepwell.actions.referrals import (
    NewReferral,
    close_referral,
    receive_new,
    receive_referral,
    start_intake,
)
from stepwell.actions.screeners import keep_screener
from stepwell.domain.access.actor import Actor
from stepwell.domain.care.diagnoses import CodeSystem
from stepwell.domain.care.episodes import DischargeReason, EpisodeEvent, PlanPart
from stepwell.domain.consents.pressure import SentBy
from stepwell.domain.demo import care, cast
from stepwell.domain.demo.care import DemoClient, DemoInquiry
from stepwell.domain.protocols.history import Outcome
from stepwell.domain.protocols.items import SessionKind
from stepwell.domain.protocols.standing import standing
from stepwell.domain.recovery.log import DayState, Deed, Liking, MeetingMode, Source
from stepwell.domain.safety.triage import Answer
from stepwell.queries.enrollments import protocol_of
from stepwell.queries.histories import history_of
from stepwell.queries.registers import today_of
from stepwell.queries.safety_library import policy_in_use
from stepwell.records.accounts.models import Organization
from stepwell.records.care.models import Enrollment, EpisodeOfCare, Intake

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
DAYS = {
    "a": DayState.ABSTINENT,
    "u": DayState.USED,
    "r": DayState.RESTRICTED,
}
LIKINGS = (Liking.GLAD, Liking.OK, Liking.GLAD, Liking.NOT_FOR_ME)


@transaction.atomic
@told_last()
def load_care(*, at: datetime) -> None:
    """Once, after the cast. Raises what the actions raise."""
    harbor = Organization.objects.get(slug=cast.HARBOR)
    admitted = {
        one.name: _admit(one, str(harbor.pk), at - one.weeks * WEEK) for one in care.IN_CARE
    }
    courses = [_course(one, admitted[one.name], harbor, at) for one in care.IN_CARE]
    load_groups([row.episode for row in courses], harbor, at)
    _book(courses, harbor, at)
    _others(harbor, at)
    for inquiry in care.INQUIRIES:
        _inquire(inquiry, str(harbor.pk), at)


def _admit(one: DemoClient, harbor: str, at: datetime, *, waits: bool = False) -> EpisodeOfCare:
    by = actor_of(one.carer, harbor, at)
    new = NewClient(
        name=one.name,
        alias=one.alias,
        substances=one.substances,
        preferred_fellowships=one.fellowships,
        postal_address=one.address,
        languages=("en",),
    )
    client = create_client(new, by=by, at=at)
    referral = receive_referral(client, NewReferral(), by=by, at=at)
    intake = start_intake(referral, by=by, at=at)
    _settle_needs(client, intake, one.name, by, at)
    goal = NewGoal(one.goal, one.substances, today_of(by, at) - DAY, one.goal_words)
    level = one.level_before or one.level
    episode = admit(intake, Admission(level, waits=waits, goal=goal), by=by, at=at)
    if one.diagnosis:
        add_diagnosis(episode, CodeSystem.ICD_10_CM, one.diagnosis, is_principal=True, by=by, at=at)
    if one.therapy:
        add_therapy(episode, one.therapy, started_on=today_of(by, at), by=by, at=at)
    return EpisodeOfCare.objects.get(pk=episode)


def _settle_needs(client: UUID, intake: UUID, name: str, by: Actor, at: datetime) -> None:
    give_notice(client, language="en", outcome="signed", way="screen", name=name, by=by, at=at)
    asked = dict.fromkeys(policy_in_use().questions, Answer.NO)
    keep_screener(client, asked, by=by, at=at)
    facts = NewPrivacyFacts(sent_by=SentBy.NOBODY, has_offered_secular=True)
    set_privacy_facts(client, facts, by=by, at=at)
    note_no_consents(intake, by=by, at=at)


def _course(
    one: DemoClient,
    episode: EpisodeOfCare,
    harbor: Organization,
    at: datetime,
) -> Enrollment:
    """The enrollment, its sessions and the log, from admission to now."""
    start = at - one.weeks * WEEK + 2 * DAY
    by = actor_of(one.carer, str(harbor.pk), at)
    key = enroll(
        episode.pk, one.protocol, one.variant, one.answers, reason=one.why, by=by, at=start
    )
    row = Enrollment.objects.get(pk=key)
    _keep_log(one, episode.client_id, by, at)
    for number in range(one.sessions):
        _meet(row, start + number * WEEK + DAY, is_missed=number in one.missed, by=by)
    if one.level_before is not None:
        then = at - one.weeks * WEEK / 2
        move_episode(
            episode.pk, EpisodeEvent.CHANGE_LEVEL, level=one.level,
            words="Steady, and a place is free.", by=by, at=then,
        )  # fmt: skip
    add_plan_goal(
        episode.pk, "Two meetings a week", steps="One near work, one near home", by=by, at=start
    )
    return row


def _meet(row: Enrollment, at: datetime, *, is_missed: bool, by: Actor) -> None:
    """The first session that the rules offer, or nothing where none is."""
    given, on = protocol_of(row), today_of(by, at)
    steps = standing(given, history_of(row), on).next
    if not steps:
        return
    session = given.sessions[steps[0].session]
    new = NewEncounter(
        outcome=Outcome.MISSED if is_missed else Outcome.COMPLETED,
        enrollment_id=row.pk,
        session=session.slug,
        reason="It is what matters most to them now." if steps[0].needs_reason else "",
        minutes=session.minutes,
    )
    record_contact(row.episode_id, SessionKind(session.kind), on, new, by=by, at=at)


def _keep_log(one: DemoClient, client: UUID, by: Actor, at: datetime) -> None:
    today = today_of(by, at)
    first = today - len(one.log) * DAY
    days = [
        NewDay(first + number * DAY, DAYS[letter], amount="5" if letter == "u" else "")
        for number, letter in enumerate(one.log)
        if letter in DAYS
    ]
    check_ins = [
        NewCheckIn(today - (number + 1) * 3 * DAY, urge=number % 4, mood=4 + number % 5)
        for number in range(4)
    ]
    keep_log(
        client, days=days, meetings=list(_meetings(one, today)), check_ins=check_ins,
        source=Source.ASKED, by=by, at=at,
    )  # fmt: skip


def _meetings(one: DemoClient, today: date) -> Iterator[NewMeeting]:
    places, likings, said = cycle(care.PLACES), cycle(LIKINGS), cycle(one.said or ("",))
    first = today - len(one.meetings) * WEEK
    for week, count in enumerate(one.meetings):
        for number in range(count):
            yield NewMeeting(
                first + week * WEEK + (1 + 2 * number) * DAY,
                next(places),
                one.fellowships[0] if one.fellowships else "aa",
                mode=MeetingMode.IN_PERSON,
                liking=next(likings),
                deeds=frozenset({Deed.TALKED_AFTER} if number else ()),
                words=next(said),
            )


def _book(courses: Sequence[Enrollment], harbor: Organization, at: datetime) -> None:
    """Today and the days after, one after the other, for those who come one by one."""
    zone = ZoneInfo(harbor.time_zone)
    today = at.astimezone(zone).date()
    alone = [(row, one) for row, one in zip(courses, care.IN_CARE, strict=True) if not one.in_group]
    for number, (row, one) in enumerate(alone):
        day, hour = today + (number // 3) * DAY, 9 + 2 * (number % 3)
        by = actor_of(one.carer, str(harbor.pk), at)
        steps = standing(protocol_of(row), history_of(row), day).next
        planned = steps[0].session if steps else ""
        book_appointment(
            row.episode.client_id,
            NewAppointment(
                datetime.combine(day, time(hour), zone),
                by.key,
                enrollment_id=row.pk if planned else None,
                session=planned,
                room="Room 4",
            ),
            by=by,
            at=at,
        )


def _others(harbor: Organization, at: datetime) -> None:
    """One who waits for a place, one on hold, one who has gone with a plan."""
    key = str(harbor.pk)
    _admit(care.WAITING, key, at - WEEK, waits=True)
    held = _admit(care.ON_HOLD, key, at - care.ON_HOLD.weeks * WEEK)
    dana = actor_of("dana", key, at)
    _keep_log(care.ON_HOLD, held.client_id, dana, at)
    move_episode(
        held.pk, EpisodeEvent.HOLD, words="In the hospital for his knee.", by=dana, at=at - WEEK
    )
    gone = _admit(care.DISCHARGED, key, at - care.DISCHARGED.weeks * WEEK)
    _course(care.DISCHARGED, gone, harbor, at)
    plan = {
        PlanPart.NEXT_CONTACT: "A call from Dana in two weeks.",
        PlanPart.MEETINGS: "Basement Lights on Wednesdays, Noon Hour on Mondays.",
        PlanPart.PEOPLE: "June, her sponsor.",
    }
    discharge(gone.pk, DischargeReason.COMPLETED, plan, by=dana, at=at - DAY)


def _inquire(one: DemoInquiry, harbor: str, at: datetime) -> None:
    then = at - one.days * DAY
    by = actor_of("dana" if one.has_intake or one.closed else "fay", harbor, then)
    new = NewReferral(one.kind, one.way, one.sender, one.words)
    key = receive_new(NewClient(name=one.name), new, by=by, at=then)
    if one.has_intake:
        _begin_intake(one, start_intake(key, by=by, at=then), by, then)
    if one.closed is not None:
        close_referral(key, one.closed, by=by, at=then + WEEK)


def _begin_intake(one: DemoInquiry, intake: UUID, by: Actor, at: datetime) -> None:
    """What has been done of it; the rest is still owed."""
    if one.sent_by is SentBy.UNKNOWN:
        return
    client = Intake.objects.get(pk=intake).client_id
    give_notice(client, language="en", outcome="taken", way="paper", name="", by=by, at=at)
    set_privacy_facts(client, NewPrivacyFacts(sent_by=one.sent_by), by=by, at=at)
