"""Groups with rolling entry: who is expected as what, who came, what each has completed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cast import Cast
from factories.admissions import admitted
from stepwell.actions.client_merges import merge_clients
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.enrolling import enroll
from stepwell.actions.enrollment_reading import open_enrollment
from stepwell.actions.group_events import (
    Presence,
    cancel_event,
    hold_event,
    reopen_event,
    set_topic,
)
from stepwell.actions.group_places import join_group, leave_group
from stepwell.actions.group_reading import list_groups, open_group
from stepwell.actions.groups import NewGroup, add_leader, close_group, end_leader, make_group
from stepwell.actions.roster_reading import EventPage, RosterLine, open_event
from stepwell.actions.schedule_reading import open_schedule
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.care.groups import CancelCause, GroupEventState
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.protocols.answers import Answers
from stepwell.domain.protocols.rosters import Part
from stepwell.records.care.models import Encounter, Enrollment, GroupEvent, GroupMember

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TUESDAY = date(2026, 12, 1)
TOPICS = ["intro", "spirituality", "principles", "sponsorship", "living-sober"]
EVENING = NewGroup(
    name="Tuesday evening",
    weekday=1,
    starts=time(17, 30),
    starts_on=TUESDAY,
    protocol="maaez",
    variant="group",
    room="2",
)
CAME, MISSED = Presence.CAME, Presence.MISSED


@pytest.fixture
def ben(cast: Cast) -> Actor:
    return cast.actor("ben")


@pytest.fixture
def group(cast: Cast, ben: Actor) -> UUID:
    return make_group(EVENING, by=ben, at=cast.at)


def newcomer(name: str, by: Actor, at: datetime) -> tuple[UUID, UUID]:
    """A client in care and in the protocol, and the enrollment."""
    client = create_client(NewClient(name=name), by=by, at=at)
    episode = admitted(client, by=by, at=at)
    enrolled = enroll(episode, "maaez", "group", Answers(), reason="A test.", by=by, at=at)
    return client, enrolled


def event_in(group: UUID, week: int) -> GroupEvent:
    """week: from 0."""
    return GroupEvent.objects.filter(group=group).order_by("starts_at")[week]


def after(event: GroupEvent) -> datetime:
    return event.starts_at + timedelta(hours=2)


def held(group: UUID, week: int, who: dict[UUID, Presence], by: Actor) -> EventPage:
    event = event_in(group, week)
    hold_event(event.pk, who, by=by, at=after(event))
    return open_event(event.pk, by=by, at=after(event))


def line(page: EventPage, client: UUID) -> RosterLine:
    (found,) = (one for one in page.lines if one.client_id == client)
    return found


def test_group_is_planned_ahead_with_its_topics_going_round(
    cast: Cast, ben: Actor, group: UUID
) -> None:
    events = list(GroupEvent.objects.filter(group=group).order_by("starts_at"))

    assert len(events) == 27
    assert [one.session for one in events[:6]] == [*TOPICS, "intro"]
    assert {one.room for one in events} == {"2"}
    (found,) = list_groups(by=ben, at=cast.at)
    assert (found.leaders, found.people, found.may_open) == (("Ben Okafor",), 0, True)
    first = make_group(
        NewGroup("Other", 2, time(9), TUESDAY, protocol="maaez", variant="group",
                 first_topic="sponsorship"),
        by=ben, at=cast.at,
    )  # fmt: skip
    assert event_in(first, 0).session == "sponsorship"


def test_settled_events_are_followed_by_new_ones(cast: Cast, ben: Actor, group: UUID) -> None:
    before = GroupEvent.objects.count()
    event = event_in(group, 1)
    hold_event(event.pk, {}, by=ben, at=after(event))

    assert GroupEvent.objects.count() == before + 1
    last = list(GroupEvent.objects.order_by("starts_at"))[-2:]
    assert TOPICS.index(last[1].session) == (TOPICS.index(last[0].session) + 1) % 5


def test_eight_people_entering_in_different_weeks_for_twelve_weeks(
    cast: Cast, ben: Actor, group: UUID
) -> None:
    """Against what the rules say, counted by hand: whoever came to the introduction starts there;
    a topic counts once; graduation counts at an introduction after all the others."""
    people: dict[UUID, UUID] = {}
    done: dict[UUID, set[str]] = {}
    absent = {(2, 1), (3, 4), (5, 0), (6, 6), (4, 9)}
    for week in range(12):
        event = event_in(group, week)
        at = event.starts_at - DAY
        if week < 8:
            client, enrolled = newcomer(f"Person {week}", ben, at)
            people[client], done[client] = enrolled, set()
            join_group(group, client, by=ben, at=at)
        who = {
            client: MISSED if (number, week) in absent else CAME
            for number, client in enumerate(people)
        }
        page = held(group, week, who, ben)
        for client, presence in who.items():
            had = done[client]
            if presence is CAME and event.session == "intro":
                had.add("graduation" if had >= set(TOPICS) else "intro")
            elif presence is CAME and "intro" in had:
                had.add(event.session)
            assert line(page, client).presence is (presence if client in shown(page) else None)

    for client, enrolled in people.items():
        seen = open_enrollment(enrolled, by=ben, at=at + WEEK)
        assert seen.course.stands
        assert set(seen.course.stands.done) == done[client]
        is_whole = "graduation" in done[client]
        assert Enrollment.objects.get(pk=enrolled).status == ("completed" if is_whole else "active")
    assert {"graduation" in one for one in done.values()} == {True, False}


def shown(page: EventPage) -> set[UUID]:
    """Those about whom something is written down."""
    return {one.client_id for one in page.lines if one.presence is not None}


def test_roster_says_as_what_each_comes(cast: Cast, ben: Actor, group: UUID) -> None:
    old, _ = newcomer("Old Hand", ben, cast.at)
    join_group(group, old, by=ben, at=cast.at + 6 * DAY)
    for week in range(5):
        held(group, week, {old: CAME}, ben)
    event = event_in(group, 5)
    new, _ = newcomer("New Face", ben, event.starts_at - DAY)
    join_group(group, new, by=ben, at=event.starts_at - DAY)

    page = open_event(event.pk, by=ben, at=event.starts_at - DAY)
    assert (line(page, old).part, line(page, new).part) == (Part.GRADUATE, Part.NEWCOMER)
    assert page.is_to_come
    assert line(page, old).marks == ("came",) * 5 + ("",)
    assert [title for _, title in page.columns][:1] != ["intro"], "titles, not slugs"
    assert sum(block.minutes for block, _ in page.agenda) == 90
    with pytest.raises(CareRefused, match="still to come"):
        hold_event(event.pk, {old: CAME}, by=ben, at=event.starts_at - DAY)

    told = held(group, 5, {old: CAME, new: MISSED}, ben)
    assert line(told, old).part is Part.GRADUATE
    assert line(told, old).completes == told.columns[-1][1]
    assert line(told, new).presence is MISSED
    following = open_event(event_in(group, 6).pk, by=ben, at=after(event))
    assert line(following, new).part is Part.NOT_NOW, "the introduction first"
    assert line(following, new).missed_last


def test_roster_said_again_changes_only_what_differs(cast: Cast, ben: Actor, group: UUID) -> None:
    one, _ = newcomer("One", ben, cast.at)
    two, enrolled = newcomer("Two", ben, cast.at)
    for client in (one, two):
        join_group(group, client, by=ben, at=cast.at + 6 * DAY)
    held(group, 0, {one: CAME, two: MISSED}, ben)
    rows = Encounter.objects.count()

    page = held(group, 0, {one: CAME, two: CAME}, ben)

    assert line(page, two).presence is CAME
    assert Encounter.objects.count() == rows + 1
    assert Encounter.objects.exclude(struck_at=None).get().client_id == two
    stands = open_enrollment(enrolled, by=ben, at=cast.at + WEEK).course.stands
    assert stands
    assert stands.done == ("intro",)
    assert held(group, 0, {two: Presence.TOLD}, ben)
    assert Encounter.objects.standing().get(client=two).told_before


def test_cancelled_event_keeps_its_topic_for_the_next(cast: Cast, ben: Actor, group: UUID) -> None:
    event = event_in(group, 1)
    cancel_event(event.pk, CancelCause.WEATHER, moves_topics=True, by=ben, at=cast.at)

    topics = list(
        GroupEvent.objects.filter(group=group).order_by("starts_at").values_list("session")
    )[:4]
    assert [one for (one,) in topics] == ["intro", "spirituality", "spirituality", "principles"]
    with pytest.raises(CareRefused, match="cancelled"):
        hold_event(event.pk, {}, by=ben, at=after(event))
    reopen_event(event.pk, by=ben, at=cast.at)
    set_topic(event.pk, "sponsorship", by=ben, at=cast.at)
    assert event_in(group, 1).session == "sponsorship"
    with pytest.raises(CareRefused, match="one of the topics"):
        set_topic(event.pk, "graduation", by=ben, at=cast.at)
    held(group, 1, {}, ben)
    with pytest.raises(CareRefused, match="was held"):
        cancel_event(event.pk, CancelCause.OTHER, moves_topics=False, by=ben, at=after(event))


def test_leaders_see_who_is_in_it_also_of_others_and_nobody_else_does(
    cast: Cast, ben: Actor, group: UUID
) -> None:
    dana, at = cast.actor("dana"), cast.at
    noel = cast.client("noel").pk
    enroll(admitted(noel, by=dana, at=at), "maaez", "group", Answers(), reason="x", by=dana, at=at)
    join_group(group, noel, on=TUESDAY, by=dana, at=at)

    page = open_event(event_in(group, 0).pk, by=ben, at=at)
    assert [(one.name, one.may_open) for one in page.lines] == [("Noel Farrow", False)]
    assert open_group(group, by=dana, at=at).line.name == "Tuesday evening"
    assert open_group(group, by=ben, at=at + WEEK).members[0].may_open is False
    with pytest.raises(AccessDenied):
        open_event(event_in(group, 0).pk, by=cast.actor("fay"), at=at)
    with pytest.raises(NotFound):
        open_group(group, by=cast.actor("cleo"), at=at)
    days = open_schedule(TUESDAY, by=cast.actor("fay"), at=at)
    (row,) = days[0].groups
    assert (row.name, row.expected, row.may_open) == ("Tuesday evening", 1, False)

    add_leader(group, cast.users["dana"].pk, by=ben, at=at)
    with pytest.raises(CareRefused, match="already"):
        add_leader(group, cast.users["dana"].pk, by=ben, at=at)
    end_leader(group, cast.users["ben"].pk, by=dana, at=at + DAY)
    with pytest.raises(AccessDenied):
        open_group(group, by=ben, at=at + DAY)
    with pytest.raises(CareRefused, match="somebody who leads"):
        end_leader(group, cast.users["dana"].pk, by=dana, at=at + DAY)


def test_joining_asks_for_enrollment_and_a_place(cast: Cast, ben: Actor, group: UUID) -> None:
    at = cast.at
    client = create_client(NewClient(name="Sam"), by=ben, at=at)
    episode = admitted(client, by=ben, at=at)
    with pytest.raises(CareRefused, match="Enroll this person"):
        join_group(group, client, by=ben, at=at)
    enroll(episode, "maaez", "group", Answers(), reason="x", by=ben, at=at)
    small = make_group(
        NewGroup("Small", 3, time(9), TUESDAY, places=1, is_rolling=False), by=ben, at=at
    )
    join_group(group, client, by=ben, at=at)
    join_group(small, client, by=ben, at=at)
    with pytest.raises(CareRefused, match="already"):
        join_group(group, client, by=ben, at=at)
    other, _ = newcomer("Other", ben, at)
    with pytest.raises(CareRefused, match="full"):
        join_group(small, other, by=ben, at=at)
    leave_group(small, client, words="New job.", by=ben, at=at + DAY)
    with pytest.raises(CareRefused, match="not in the group"):
        leave_group(small, client, by=ben, at=at + 2 * DAY)
    held(small, 0, {}, ben)
    with pytest.raises(CareRefused, match="has begun"):
        join_group(small, other, by=ben, at=at + WEEK)
    with pytest.raises(AccessDenied):
        join_group(group, cast.client("noel").pk, by=ben, at=at)


def test_closing_takes_the_places_and_the_events_that_are_left(
    cast: Cast, ben: Actor, group: UUID
) -> None:
    client, _ = newcomer("Last", ben, cast.at)
    join_group(group, client, by=ben, at=cast.at)
    held(group, 1, {}, ben)
    with pytest.raises(CareRefused, match="met after"):
        close_group(group, ends_on=TUESDAY, by=ben, at=cast.at)
    close_group(group, ends_on=TUESDAY + 3 * WEEK, by=ben, at=cast.at)

    assert GroupEvent.objects.filter(group=group).count() == 4
    assert GroupMember.objects.get().left_on == TUESDAY + 3 * WEEK + DAY
    late = cast.at + 60 * DAY
    assert list_groups(by=ben, at=late) == []
    assert len(list_groups(by=ben, at=late, is_over=True)) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": " "}, "a name"),
        ({"ends_on": TUESDAY - DAY}, "ends before"),
        ({"protocol": "no-such"}, "that are named"),
        ({"protocol": "network-support", "variant": "standard"}, "no group sessions"),
        ({"first_topic": "graduation"}, "none of this"),
    ],
)
def test_group_that_is_not_fit_is_refused(
    cast: Cast, ben: Actor, changes: dict[str, object], told: str
) -> None:
    with pytest.raises(CareRefused, match=told):
        make_group(replace(EVENING, **changes), by=ben, at=cast.at)  # type: ignore[arg-type]


def test_roster_takes_as_many_queries_with_eight_as_with_two(
    cast: Cast, ben: Actor, group: UUID
) -> None:
    counts = []
    for wanted in (2, 8):
        while GroupMember.objects.count() < wanted:
            client, _ = newcomer(f"P{GroupMember.objects.count()}", ben, cast.at)
            join_group(group, client, on=TUESDAY, by=ben, at=cast.at)
        with CaptureQueriesContext(connection) as queries:
            assert len(open_event(event_in(group, 0).pk, by=ben, at=cast.at).lines) == wanted
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_merge_of_two_in_one_group_leaves_one_place(cast: Cast, ben: Actor, group: UUID) -> None:
    dana = cast.actor("dana")
    first = create_client(NewClient(name="Jo"), by=dana, at=cast.at)
    second = create_client(NewClient(name="Jo B."), by=dana, at=cast.at)
    small = make_group(NewGroup("Small", 3, time(9), TUESDAY), by=ben, at=cast.at)
    for client in (first, second):
        join_group(small, client, on=TUESDAY, by=dana, at=cast.at)

    merge_clients(first, second, by=dana, at=cast.at)

    page = open_event(event_in(small, 0).pk, by=ben, at=cast.at)
    assert [one.name for one in page.lines] == ["Jo"]
    assert GroupEvent.objects.filter(group=small, status=GroupEventState.PLANNED).exists()
