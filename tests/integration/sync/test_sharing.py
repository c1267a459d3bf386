"""What the counselor sees of the app's entries is what the member's page says, and no more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast, build_cast
from factories.entries import made, sent
from signing_in import sign_in
from stepwell.actions.clients import close_client
from stepwell.actions.log_reading import open_log
from stepwell.actions.members import leave_program
from stepwell.actions.own_entries import exchange_entries
from stepwell.actions.own_sharing_reading import open_own_sharing
from stepwell.actions.recovery_log import strike_entry
from stepwell.domain.care.refusal import CareRefused
from stepwell.domain.recovery.sharing import (
    CHECK_IN_FIELDS,
    DEFAULT,
    MEETING_FIELDS,
    Share,
)
from stepwell.queries.registers import today_of
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import CheckIn, DayReport, MeetingAttendance

pytestmark = pytest.mark.django_db
Entry = dict[str, Any]


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(timezone.now() - timedelta(days=40))


@pytest.fixture
def now(cast: Cast) -> datetime:
    return timezone.now()


def days_ago(cast: Cast, now: datetime, days: int) -> str:
    return (today_of(cast.actor("ana"), now) - timedelta(days=days)).isoformat()


def send(cast: Cast, now: datetime, *versions: Entry, name: str = "ana") -> None:
    answer = exchange_entries(sent(*versions), after=0, by=cast.actor(name), at=now)
    assert answer.refused == ()


def choice(parts: Any, *parents: Entry) -> Entry:
    body = {"name": "shared", "value": sorted(parts)}
    return made("setting", *parents, body=body)


def meeting(on: str, **more: Any) -> Entry:
    return made("meeting", body={"on": on, "name": "Basement Lights", "fellowship": "aa"} | more)


def seen_by_ben(cast: Cast, now: datetime) -> list[Any]:
    page = open_log(cast.client("ana").pk, weeks=4, by=cast.actor("ben", at=now), at=now)
    return [day for day in page.days if day.reports or day.meetings or day.check_ins]


TEXTS = {
    "meeting": {
        "name": "name",
        "service": "service",
        "themes": "themes",
        "liked": "liked",
        "belief": "belief",
        "note": "note",
    },
    "checkin": {"with_whom": "whom", "note": "words"},
}
"""Fields in which a person writes, with the beginning of the word planted there."""


def filled(kind: str, number: int, on: str, share: list[str] | None) -> tuple[Entry, set[str]]:
    """Everything said, with a word of its own in each text; the words."""
    words = {field: f"{word}{number}x" for field, word in TEXTS[kind].items()}
    body: Entry = dict(words) | {"on": on}
    if kind == "meeting":
        more = {"themes": [words["themes"]], "fellowship": "na", "mode": "online"}
        body |= more | {"liking": "glad", "deeds": ["spoke"], "talked_with": 2, "arrived": "late"}
    else:
        body |= {
            "use": "yes",
            "what": [f"drug{number}x"],
            "urge": 3,
            "mood_up": 5,
            "medicine": "not",
        }
    if share is not None:
        body["share"] = share
    planted = set(words.values()) | ({f"drug{number}x"} if kind == "checkin" else set())
    return made(kind, body=body), planted


def promised(kind: str, number: int, parts: frozenset[Share]) -> set[str]:
    """By the switches alone, as the person reads them."""
    table = MEETING_FIELDS if kind == "meeting" else CHECK_IN_FIELDS
    if kind == "meeting" and Share.MEETINGS not in parts:
        return set()
    named = {field for part in parts for field in table.get(part, ())}
    words = {f"{word}{number}x" for field, word in TEXTS[kind].items() if field in named}
    return words | ({f"drug{number}x"} if kind == "checkin" and Share.USE in parts else set())


parts_drawn = st.frozensets(st.sampled_from(list(Share)))
entries_drawn = st.lists(
    st.tuples(
        st.sampled_from(["meeting", "checkin"]),
        st.integers(0, 20),
        st.none() | parts_drawn,
        st.sampled_from(["stands", "removed", "corrected"]),
    ),
    max_size=5,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=parts_drawn, then=parts_drawn, entries=entries_drawn, is_early=st.booleans())
def test_counselor_sees_what_the_privacy_page_says(
    cast: Cast,
    now: datetime,
    first: frozenset[Share],
    then: frozenset[Share],
    entries: list[tuple[str, int, frozenset[Share] | None, str]],
    is_early: bool,
) -> None:
    """For random settings, changed on the way, with choices for single entries, corrections and
    removals: the page, the counselor's log and the switches say the same."""
    with transaction.atomic():
        chosen = choice(first)
        send(cast, now, chosen)
        if is_early:
            send(cast, now, choice(then, chosen))
        expected: set[str] = set()
        planted: set[str] = set()
        for number, (kind, ago, own, fate) in enumerate(entries):
            share = None if own is None else sorted(own)
            on = days_ago(cast, now, ago)
            version, words = filled(kind, number, on, share)
            send(cast, now, version)
            planted |= words
            holds = then if own is None else own
            if fate == "removed":
                send(cast, now, made(kind, version, body=None))
            elif fate == "corrected":
                again, more = filled(kind, number + 100, on, share)
                send(cast, now, made(kind, version, body=again["body"]))
                planted |= more
                expected |= promised(kind, number + 100, holds)
            else:
                expected |= promised(kind, number, holds)
        if not is_early:
            send(cast, now, choice(then, chosen))

        page = json.dumps(api(cast, "ana", now)["days"])
        html = log_page(cast)
        mine = open_own_sharing(by=cast.actor("ana", at=now), at=now)
        assert list(mine.days) == seen_by_ben(cast, now)
        assert mine.parts == then
        assert words_of(page, planted) == expected
        assert words_of(html, planted) == expected
        transaction.set_rollback(True)


def api(cast: Cast, name: str, now: datetime) -> Any:
    browser = Browser()
    sign_in(browser, cast.users[name], kind="member")
    answer = browser.get("/api/app/shared")
    assert answer.status_code == 200
    return answer.json()


def log_page(cast: Cast) -> str:
    browser = Browser()
    sign_in(browser, cast.users["ben"])
    client = cast.client("ana").pk
    paths = ["log/?", "", "session/"]
    answers = [browser.get(f"/staff/clients/{client}/{path}") for path in paths]
    assert [one.status_code for one in answers] == [200, 200, 200]
    return "".join(one.content.decode() for one in answers)


def words_of(text: str, planted: set[str]) -> set[str]:
    return planted & set(re.findall(r"[a-z]+\d+x", text))


def test_before_anything_is_chosen_the_program_learns_the_days_of_meetings_alone(
    cast: Cast, now: datetime
) -> None:
    on = days_ago(cast, now, 2)
    version, _ = filled("meeting", 1, on, None)
    check_in, _ = filled("checkin", 2, on, None)
    use = made("use", body={"on": on, "what": "alcohol"})

    send(cast, now, version, check_in, use, made("journal"), made("step"), made("person"))

    (day,) = seen_by_ben(cast, now)
    assert (day.on.isoformat(), day.reports, day.check_ins) == (on, (), ())
    (one,) = day.meetings
    assert (one.meeting, one.fellowship, one.mode, one.liking) == ("", "", None, None)
    assert (one.deeds, one.words, one.told) == ((), "", {})
    assert open_own_sharing(by=cast.actor("ana", at=now), at=now).parts == DEFAULT


def test_switch_that_goes_off_takes_back_at_once_what_it_showed(cast: Cast, now: datetime) -> None:
    chosen = choice(Share)
    version, words = filled("checkin", 1, days_ago(cast, now, 1), None)
    send(cast, now, chosen, version)
    assert words_of(log_page(cast), words) == words

    send(cast, now, choice([], chosen))

    assert words_of(log_page(cast), words) == set()
    assert seen_by_ben(cast, now) == []
    assert CheckIn.objects.count() == CheckIn.objects.exclude(struck_at=None).count() == 1


def test_entry_sent_again_writes_nothing_again(cast: Cast, now: datetime) -> None:
    version = meeting(days_ago(cast, now, 1))
    send(cast, now, version)
    send(cast, now, version)
    send(cast, now, choice(DEFAULT))

    assert MeetingAttendance.objects.count() == 1


def test_two_phones_that_disagree_share_what_both_share(cast: Cast, now: datetime) -> None:
    one, other = choice({Share.MEETINGS, Share.URGE}), choice({Share.MEETINGS, Share.MOOD})
    send(cast, now, one, other)
    assert open_own_sharing(by=cast.actor("ana"), at=now).parts == {Share.MEETINGS}

    send(cast, now, choice({Share.URGE}, one), choice({Share.USE}, one))
    assert open_own_sharing(by=cast.actor("ana"), at=now).parts == frozenset()


def test_choice_that_was_removed_takes_nothing_from_another(cast: Cast, now: datetime) -> None:
    one, other = choice({Share.MEETINGS}), choice({Share.URGE})
    send(cast, now, one, other, made("setting", one, body=None))
    assert open_own_sharing(by=cast.actor("ana"), at=now).parts == {Share.URGE}

    send(cast, now, made("setting", other, body=None))
    assert open_own_sharing(by=cast.actor("ana"), at=now).parts == DEFAULT


def test_unsettled_versions_of_a_meeting_count_once(cast: Cast, now: datetime) -> None:
    first = meeting(days_ago(cast, now, 3))
    mine = made("meeting", first, body=first["body"] | {"on": days_ago(cast, now, 2)})
    yours = made("meeting", first, body=first["body"] | {"on": days_ago(cast, now, 1)})
    send(cast, now, first, mine, yours)

    (day,) = seen_by_ben(cast, now)
    assert day.on.isoformat() == days_ago(cast, now, 1)


def test_days_of_use_are_told_by_check_ins_and_by_returns_to_use(cast: Cast, now: datetime) -> None:
    quiet, used = days_ago(cast, now, 3), days_ago(cast, now, 2)
    send(cast, now, choice({Share.USE}))
    send(
        cast,
        now,
        made("checkin", body={"on": quiet, "use": "no"}),
        made("use", body={"on": used, "what": "alcohol"}),
        made("use", body={"on": quiet, "what": "opioids", "as_prescribed": True}),
    )

    days = {day.on.isoformat(): day for day in seen_by_ben(cast, now)}
    assert {on: day.is_used for on, day in days.items()} == {quiet: False, used: True}
    assert DayReport.objects.count() == 2


def test_what_was_before_the_program_knew_them_stays_theirs(cast: Cast, now: datetime) -> None:
    send(cast, now, meeting(days_ago(cast, now, 300)), meeting(days_ago(cast, now, -3)))

    assert MeetingAttendance.objects.count() == 0


@pytest.mark.parametrize("name", ["pat"])
def test_member_without_a_program_shares_with_nobody(cast: Cast, now: datetime, name: str) -> None:
    send(cast, now, choice(Share), meeting(days_ago(cast, now, 1)), name=name)

    assert MeetingAttendance.objects.count() == 0
    told = api(cast, name, now)
    assert (told["has_record"], told["carers"], told["days"]) == (False, [], [])


def end_by_leaving(cast: Cast, now: datetime) -> None:
    leave_program(by=cast.actor("ana"), at=now)


def end_by_closing(cast: Cast, now: datetime) -> None:
    close_client(cast.client("ana").pk, by=cast.actor("ben"), at=now)


@pytest.mark.parametrize("end", [end_by_leaving, end_by_closing])
def test_after_the_end_nothing_more_is_shared(
    cast: Cast, now: datetime, end: Callable[[Cast, datetime], None]
) -> None:
    send(cast, now, meeting(days_ago(cast, now, 2)))
    end(cast, now)

    send(cast, now, meeting(days_ago(cast, now, 1)))

    assert Client.objects.filter(pk=cast.client("ana").pk).exists()
    assert MeetingAttendance.objects.count() == 1


def test_staff_do_not_strike_what_the_person_wrote(cast: Cast, now: datetime) -> None:
    send(cast, now, meeting(days_ago(cast, now, 1)))
    row = MeetingAttendance.objects.get()

    with pytest.raises(CareRefused, match="own app"):
        strike_entry(cast.client("ana").pk, "attendance", row.pk, by=cast.actor("ben"), at=now)

    assert f'name="entry" value="{row.pk}"' not in log_page(cast)


def test_trail_says_that_and_not_what(cast: Cast, now: datetime) -> None:
    version, words = filled("meeting", 1, days_ago(cast, now, 1), sorted(Share))
    before = AuditEvent.objects.count()
    send(cast, now, version)

    events = list(AuditEvent.objects.order_by("pk"))[before - AuditEvent.objects.count() :]
    care = [one for one in events if one.event_type == "care.changed"]
    assert [json.loads(one.details) for one in care] == [{"part": "attendance", "change": "saved"}]
    assert UUID(care[0].record_id) == cast.client("ana").pk
    assert not words & set(re.findall(r"[a-z]+\d+x", json.dumps([one.details for one in events])))
