"""What a member agreed beforehand is told once, and nothing without agreement."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from cast import Cast, build_cast
from factories.entries import made, sent
from signing_in import sign_in
from stepwell.actions.clients import close_client
from stepwell.actions.members import leave_program
from stepwell.actions.own_entries import exchange_entries
from stepwell.actions.own_sharing_reading import open_own_sharing
from stepwell.actions.safety_paths import take_path
from stepwell.domain.recovery.telling import TELL_WITHIN, Cause
from stepwell.queries.registers import today_of
from stepwell.records.audit.models import AuditEvent
from stepwell.records.care.models import SafetyPath, ToldEvent
from stepwell.records.people.models import Client
from stepwell.records.recovery.models import EntryVersion, TellingChoice

pytestmark = pytest.mark.django_db
Entry = dict[str, Any]

NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)
CONCERNS = {"use": "return-to-use", "urge": "strong-urge"}


@pytest.fixture
def cast(db: None) -> Cast:
    return build_cast(NOW - timedelta(days=40))


def stamp(minute: int) -> str:
    return f"{NOW + timedelta(minutes=minute):%Y-%m-%dT%H:%M:%SZ}"


def agree(causes: Any, *parents: Entry, minute: int = 0) -> Entry:
    value = {one.value: one.value in causes for one in Cause}
    body = {"name": "tell", "value": value}
    return made("setting", *parents, body=body, made_at=stamp(minute))


def day(ago: int = 0) -> str:
    return (date(2026, 11, 27) - timedelta(days=ago)).isoformat()


def use(*parents: Entry, ago: int = 0, minute: int = 1, **more: Any) -> Entry:
    body = {"on": day(ago), "what": "alcohol"} | more
    return made("use", *parents, body=body, made_at=stamp(minute))


def check_in(*parents: Entry, ago: int = 0, minute: int = 1, **more: Any) -> Entry:
    return made("checkin", *parents, body={"on": day(ago)} | more, made_at=stamp(minute))


def send(cast: Cast, *versions: Entry, minute: int = 5, name: str = "ana", place: str = "") -> None:
    """place: where they act, if not in the program of the cast."""
    at = NOW + timedelta(minutes=minute)
    by = cast.actor(name, at=at)
    if place:
        by = cast.users[name].as_actor(str(cast.organizations[place].pk), at)
    answer = exchange_entries(sent(*versions), after=0, by=by, at=at)
    assert answer.refused == ()


def told() -> list[tuple[str, str]]:
    return sorted((one.cause, one.on.isoformat()) for one in ToldEvent.objects.all())


def concerns() -> list[str]:
    return sorted(one.concern for one in SafetyPath.objects.all())


def test_return_to_use_opens_a_path_where_it_was_agreed(cast: Cast) -> None:
    send(cast, agree({"use"}), use(ago=1, note="Behind the bakery."))

    (path,) = SafetyPath.objects.all()
    assert (path.concern, path.urgency, path.rules) == ("return-to-use", "today", "default-v2")
    assert path.client_id == cast.client("ana").pk
    assert path.opened_by == str(cast.users["ana"].pk)
    assert "Nov 26" in path.words
    assert "nobody monitors" in path.words
    assert not {"bakery", "alcohol"} & set(path.words.lower().replace(".", "").split())
    page = open_own_sharing(by=cast.actor("ana", at=NOW), at=NOW + timedelta(minutes=9))
    assert [(one.cause, one.on.isoformat()) for one in page.told] == [(Cause.USE, day(1))]
    assert page.told[0].told_at == NOW + timedelta(minutes=5)
    assert set(page.tell) == {Cause.USE}


def test_without_agreement_nothing_is_told(cast: Cast) -> None:
    send(cast, use(), check_in(use="yes", urge=4))
    send(cast, agree({"urge"}), use(ago=1, minute=6), check_in(ago=2, use="yes", minute=6))

    assert (told(), concerns()) == ([], [])


def test_strongest_urge_has_a_concern_of_its_own(cast: Cast) -> None:
    send(cast, agree({"urge"}), check_in(urge=4), check_in(ago=1, urge=3))

    assert concerns() == ["strong-urge"]
    assert told() == [("urge", day())]


def test_rules_of_before_have_a_path_for_it_too(cast: Cast, settings: Any) -> None:
    settings.SAFETY_PATH_RULES = "default-v1"
    send(cast, agree({"use", "urge"}), check_in(urge=4, use="yes"))

    assert concerns() == ["counselor-concern", "return-to-use"]


def test_medicine_as_prescribed_is_not_told(cast: Cast) -> None:
    send(cast, agree({"use"}), use(what="opioids", as_prescribed=True))

    assert told() == []


def test_agreement_that_comes_later_tells_nothing_of_before(cast: Cast) -> None:
    """Neither what came before it, nor what another phone wrote before it and sends later, nor a
    correction of either."""
    first, other = use(minute=1), use(ago=1, minute=2)
    send(cast, first)
    send(cast, agree({"use"}, minute=10), minute=11)
    send(cast, other, use(first, minute=12, note="Two."), minute=13)
    send(cast, use(other, ago=1, minute=14, note="Two."), minute=15)

    assert told() == []


def test_agreement_that_is_ended_tells_nothing_more(cast: Cast) -> None:
    agreed = agree({"use"})
    send(cast, agreed)
    send(cast, agree((), agreed, minute=3), use(minute=1), minute=4)
    send(cast, use(ago=1, minute=5), minute=6)

    assert told() == []


def test_two_phones_that_disagree_tell_nothing(cast: Cast) -> None:
    send(cast, agree({"use"}), agree({"urge"}), use(), check_in(urge=4))
    assert told() == []

    one = agree({"use", "urge"})
    send(cast, one, agree((), one), agree({"use", "urge"}, one), use(ago=1), name="ana")
    assert told() == []


@pytest.mark.parametrize("again", ["the same", "a correction", "a check-in of that day", "moved"])
def test_event_is_told_once(cast: Cast, again: str) -> None:
    agreed, entry = agree({"use"}), use(ago=1)
    send(cast, agreed, entry)
    more = {
        "the same": [agreed, entry],
        "a correction": [use(entry, ago=1, minute=6, note="Three.")],
        "a check-in of that day": [check_in(ago=1, minute=6, use="yes")],
        "moved": [use(entry, ago=2, minute=6)],
    }[again]

    send(cast, *more, minute=7)

    assert told() == [("use", day(1))]
    assert concerns() == ["return-to-use"]


def test_entry_of_a_day_that_someone_is_on_is_told_anew(cast: Cast) -> None:
    send(cast, agree({"use"}), use())
    at = NOW + timedelta(minutes=6)
    take_path(SafetyPath.objects.get().pk, by=cast.actor("ben", at=at), at=at)

    send(cast, use(minute=8), minute=9)

    assert concerns() == ["return-to-use"] * 2


def test_check_in_that_is_corrected_to_use_is_told(cast: Cast) -> None:
    entry = check_in(use="no")
    send(cast, agree({"use"}), entry)
    send(cast, check_in(entry, use="yes", minute=6), minute=7)

    assert told() == [("use", day())]


def test_what_was_taken_back_before_it_was_sent_is_not_told(cast: Cast) -> None:
    entry = use()
    send(cast, agree({"use"}), entry, made("use", entry, body=None))

    assert told() == []


def test_old_days_are_not_told(cast: Cast) -> None:
    week = TELL_WITHIN.days
    send(cast, agree({"use"}), use(ago=week), use(ago=week + 1), use(ago=-3))

    assert told() == [("use", day(week))]


def test_member_without_a_program_tells_nobody(cast: Cast) -> None:
    send(cast, agree({"use"}), use(), name="pat")

    assert (told(), concerns()) == ([], [])


def test_after_the_record_was_closed_nothing_is_told(cast: Cast) -> None:
    send(cast, agree({"use"}))
    at = NOW + timedelta(minutes=6)
    close_client(cast.client("ana").pk, by=cast.actor("ben", at=at), at=at)

    send(cast, use(minute=7), minute=8)

    assert told() == []


def test_after_they_left_nothing_is_told(cast: Cast) -> None:
    send(cast, agree({"use"}))
    at = NOW + timedelta(minutes=6)
    leave_program(by=cast.actor("ana", at=at), at=at)

    send(cast, use(minute=7), minute=8, place="own")

    assert told() == []


def test_what_was_agreed_with_another_program_does_not_hold(cast: Cast) -> None:
    send(cast, agree({"use"}))
    Client.objects.filter(pk=cast.client("ana").pk).update(created_at=NOW + timedelta(minutes=6))

    send(cast, use(minute=8), minute=9)

    assert told() == []
    at = NOW + timedelta(minutes=10)
    assert open_own_sharing(by=cast.actor("ana", at=at), at=at).tell == {}


def test_trail_says_that_a_path_opened_and_not_why(cast: Cast) -> None:
    send(cast, agree({"use"}), use())

    events = AuditEvent.objects.filter(event_type="safety.changed")
    assert [json.loads(one.details) for one in events] == [{"change": "opened"}]
    assert not AuditEvent.objects.filter(details__contains="use").exists()


def test_over_the_wire_the_member_sees_what_was_told(db: None) -> None:
    cast, browser = build_cast(timezone.now() - timedelta(days=40)), Browser()
    sign_in(browser, cast.users["ana"], kind="member")
    on = today_of(cast.actor("ana"), timezone.now()).isoformat()
    body = {"on": on, "use": "yes", "urge": 4}
    now = f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"
    agreed = made("setting", body={"name": "tell", "value": {"use": True}}, made_at=now)
    versions = [agreed, made("checkin", body=body, made_at=now)]

    for _ in range(2):
        ask = {"after": 0, "versions": versions}
        answer = browser.post("/api/app/sync", json.dumps(ask), content_type="application/json")
        assert (answer.status_code, len(answer.json()["saved"])) == (200, 2)

    page = browser.get("/api/app/shared").json()
    assert page["tell"] == {"use": True, "urge": False}
    assert [(one["what"], one["on"]) for one in page["told"]] == [("use", on)]
    assert SafetyPath.objects.count() == 1


@dataclass
class Expected:
    """What should be told, worked out one exchange after another in plain words."""

    since: dict[str, int] = field(default_factory=dict)
    said: set[tuple[str, str]] = field(default_factory=set)
    told: set[tuple[str, str]] = field(default_factory=set)

    def exchange(self, versions: list[Entry], minute_of: Callable[[Entry], int]) -> None:
        entries: dict[str, list[Entry]] = {}
        for one in versions:
            if one["kind"] != "setting":
                entries.setdefault(one["record"], []).append(one)
                continue
            for cause, is_on in one["body"]["value"].items():
                if not is_on:
                    self.since.pop(cause, None)
                else:
                    self.since.setdefault(cause, minute_of(one))
        for record, saying in entries.items():
            for cause in ("use", "urge"):
                self._entry(record, cause, saying, minute_of)

    def _entry(
        self, record: str, cause: str, versions: list[Entry], minute_of: Callable[[Entry], int]
    ) -> None:
        if not says(versions[-1], cause) or (record, cause) in self.said:
            return
        self.said.add((record, cause))
        begins = self.since.get(cause)
        first = min(minute_of(one) for one in versions if says(one, cause))
        on = versions[-1]["body"]["on"]
        if begins is not None and first >= begins and day(TELL_WITHIN.days) <= on:
            self.told.add((cause, on))


def says(version: Entry, cause: str) -> bool:
    body = version["body"] or {}
    if version["kind"] == "use":
        return cause == "use" and bool(body)
    return body.get("use") == "yes" if cause == "use" else body.get("urge") == 4


steps_drawn = st.lists(
    st.tuples(
        st.sampled_from(["agree", "agree", "use", "use", "check_in", "change", "remove"]),
        st.sampled_from([{"use"}, {"urge"}, {"use", "urge"}, {"use", "urge"}, set()]),
        st.integers(0, 9),
        st.booleans(),
    ),
    min_size=4,
    max_size=12,
)


def phones_of(steps: list[Any]) -> tuple[list[Entry], list[Entry]]:
    """What two phones write, minute by minute: the first chooses, both write entries."""
    first: list[Entry] = []
    second: list[Entry] = []
    chosen: list[Entry] = []
    for minute, (deed, causes, number, is_first) in enumerate(steps):
        phone = first if is_first or deed == "agree" else second
        entries = [one for one in phone if one["kind"] != "setting" and one["body"]]
        heads = list({one["record"]: one for one in entries}.values())
        removed = {one["record"] for one in phone if one["body"] is None}
        heads = [one for one in heads if one["record"] not in removed]
        body = {
            "on": day(number),
            "use": "yes" if "use" in causes else "no",
            "urge": 4 if "urge" in causes else 3,
        }
        at = stamp(minute)
        if deed == "agree":
            chosen.append(agree(causes, *chosen[-1:], minute=minute))
            phone.append(chosen[-1])
        elif deed == "use":
            phone.append(use(ago=number, minute=minute))
        elif deed == "check_in":
            phone.append(made("checkin", body=body, made_at=at))
        elif heads:
            head = heads[number % len(heads)]
            changed = head["body"] if head["kind"] == "use" else body
            phone.append(
                made(head["kind"], head, body=changed if deed == "change" else None, made_at=at)
            )
    return first, second


def forget() -> None:
    """What the example before left behind."""
    for model in (ToldEvent, SafetyPath, EntryVersion, TellingChoice):
        model._default_manager.all().delete()


@tried(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=steps_drawn,
    order=st.lists(st.tuples(st.booleans(), st.integers(1, 4), st.booleans()), max_size=12),
)
def test_told_is_what_was_agreed_whatever_comes_when(
    cast: Cast, steps: list[Any], order: list[tuple[bool, int, bool]]
) -> None:
    """Two phones write and send at any time, in any portions, some of it twice."""
    phones = phones_of(steps)
    minutes = {stamp(number): number for number in range(len(steps))}
    forget()
    expected, queues, done = Expected(), [list(one) for one in phones], list[Entry]()
    rest = [(True, 99, True), (False, 99, True)]
    for number, (is_first, count, is_again) in enumerate([*order, *rest]):
        queue = queues[0 if is_first else 1]
        new, queue[:] = queue[:count], queue[count:]
        send(cast, *(done[-3:] if is_again else []), *new, minute=60 + number)
        expected.exchange(new, lambda one: minutes[one["made_at"]])
        done += new
        assert set(told()) == expected.told
    assert len(told()) == len(expected.told) == SafetyPath.objects.count()
    assert concerns() == sorted(CONCERNS[cause] for cause, _ in expected.told)
    page = open_own_sharing(by=cast.actor("ana", at=NOW), at=NOW + timedelta(hours=2))
    assert {(one.cause.value, one.on.isoformat()) for one in page.told} == expected.told
    assert {one.value for one in page.tell} == set(expected.since)
