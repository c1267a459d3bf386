"""Answers reach the client, and a denial that may be looked at again is, by somebody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from cast import Cast
from stepwell.actions.clients import NewContactRules, set_contact_rules
from stepwell.actions.notices import Told
from stepwell.actions.own_rights import ask_about_own, ask_own_second_look, read_own_answers
from stepwell.actions.record_copies import CopyRefused, take_own_copy
from stepwell.actions.restrictions import (
    RestrictionRefused,
    answer_restriction,
    ask_own_restriction,
)
from stepwell.actions.rights_reading import has_news, list_requests, open_own_rights, open_request
from stepwell.actions.rights_requests import (
    deny_request,
    extend_request,
    grant_request,
    take_request,
)
from stepwell.actions.roles import give_role
from stepwell.actions.second_looks import decide_second_look
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import Role
from stepwell.domain.consents.kinds import RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.rights.law import Right
from stepwell.domain.rights.requests import RequestRefused, State
from stepwell.domain.rights.second_looks import Outcome
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client, Notice, SecondLook

WHY = "Reading it now could put your sister in danger."
SAID = "I know what stands there. I want to read it."
NO_SIGNS = NewContactRules(may_notify_in_app=False)
ANSWER = "Nothing in it endangers anyone. You get it."


def denied(cast: Cast) -> UUID:
    asked = ask_about_own(Right.COPY, words="", by=cast.actor("ana"), at=cast.at)
    deny_request(asked, ground="endangers", words=WHY, by=cast.actor("dana"), at=cast.at)
    return asked


def second_supervisor(cast: Cast) -> Actor:
    """Ben, who is made a supervisor for a time."""
    give_role(
        cast.users["ben"],
        Role.SUPERVISOR,
        organization=cast.organizations["harbor"],
        by=cast.actor("abe"),
        at=cast.at,
    )
    return cast.actor("ben")


def decide(cast: Cast, asked: UUID, by: Actor, **other: str) -> Told:
    given = {"outcome": "granted", "license_words": "LCSW 004321", "words": ANSWER} | other
    return decide_second_look(asked, **given, by=by, at=cast.at)


def test_a_second_look_is_somebody_elses_and_can_grant_what_was_denied(cast: Cast) -> None:
    asked, ben = denied(cast), second_supervisor(cast)
    with pytest.raises(CopyRefused, match="second look"):
        take_own_copy("json", by=cast.actor("ana"), at=cast.at)
    ask_own_second_look(asked, words=SAID, by=cast.actor("ana"), at=cast.at)

    (waiting,) = list_requests(by=ben, at=cast.at + timedelta(days=31)).rows
    assert waiting.awaits_second_look
    assert waiting.is_late
    assert not open_request(asked, by=cast.actor("dana"), at=cast.at).may_look_again
    with pytest.raises(AccessDenied, match="denied this yourself"):
        decide(cast, asked, cast.actor("dana"))

    assert open_request(asked, by=ben, at=cast.at).may_look_again
    decide(cast, asked, ben)

    (row,) = open_own_rights(by=cast.actor("ana"), at=cast.at).rows
    assert row.state is State.GRANTED
    assert row.second_look is not None
    assert (row.second_look.outcome, row.second_look.answer) == (Outcome.GRANTED, ANSWER)
    assert take_own_copy("json", by=cast.actor("ana"), at=cast.at).content
    assert not AuditEvent.objects.filter(details__contains="sister").exists()
    assert AuditEvent.objects.filter(event_type="rights.second_look_decided").count() == 1
    with pytest.raises(RequestRefused, match="decided already"):
        decide(cast, asked, ben)


def test_what_stays_denied_waits_no_longer(cast: Cast) -> None:
    asked, ben = denied(cast), second_supervisor(cast)
    ask_own_second_look(asked, words="", by=cast.actor("ana"), at=cast.at)
    decide(cast, asked, ben, outcome="upheld")

    assert list_requests(by=ben, at=cast.at).total == 0
    (row,) = open_own_rights(by=cast.actor("ana"), at=cast.at).rows
    assert (row.state, row.may_ask_second_look) == (State.DENIED, False)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"outcome": "maybe"}, "Choose"),
        ({"license_words": " "}, "license"),
        ({"words": "No."}, "sentence"),
    ],
)
def test_a_decision_lacks_nothing(cast: Cast, other: dict[str, str], said: str) -> None:
    asked, ben = denied(cast), second_supervisor(cast)
    ask_own_second_look(asked, words="", by=cast.actor("ana"), at=cast.at)
    with pytest.raises(RequestRefused, match=said):
        decide(cast, asked, ben, **other)
    assert SecondLook.objects.get().outcome == ""


def test_only_what_the_rule_names_is_looked_at_again_and_once(cast: Cast) -> None:
    ana = cast.actor("ana")
    change = ask_about_own(Right.AMENDMENT, words="It was tea, not beer.", by=ana, at=cast.at)
    deny_request(
        change, ground="accurate", words="The note is right.", by=cast.actor("dana"), at=cast.at
    )
    with pytest.raises(RequestRefused, match="danger"):
        ask_own_second_look(change, words="", by=ana, at=cast.at)

    asked = denied(cast)
    with pytest.raises(NotFound):
        ask_own_second_look(asked, words="", by=cast.actor("pat"), at=cast.at)
    ask_own_second_look(asked, words="", by=ana, at=cast.at)
    with pytest.raises(RequestRefused, match="already"):
        ask_own_second_look(asked, words="", by=ana, at=cast.at)


def test_an_answer_is_told_only_as_the_client_agreed(cast: Cast) -> None:
    dana, ana = cast.actor("dana"), cast.actor("ana")
    Client.objects.filter(pk=cast.client("ana").pk).update(email="")

    def answer() -> Told:
        asked = ask_about_own(Right.AMENDMENT, words="It was tea, not beer.", by=ana, at=cast.at)
        return grant_request(asked, words="It says tea now, as it should.", by=dana, at=cast.at)

    set_contact_rules(cast.client("ana").pk, NO_SIGNS, by=dana, at=cast.at)
    assert answer() is Told.APP
    assert not Notice.objects.exists()

    client = Client.objects.get(pk=cast.client("ana").pk)
    client.email = "ana@mail.example"
    client.save()
    set_contact_rules(client.pk, NewContactRules(may_email=True), by=dana, at=cast.at)
    assert answer() is Told.MAIL
    assert Notice.objects.get().kind == "news"


def test_whoever_has_no_app_is_told_by_hand(cast: Cast) -> None:
    noel = cast.client("noel").pk
    set_contact_rules(noel, NO_SIGNS, by=cast.actor("dana"), at=cast.at)
    asked = take_request(noel, Right.COPY, words="", way="phone", by=cast.actor("fay"), at=cast.at)
    assert grant_request(asked, by=cast.actor("dana"), at=cast.at) is Told.BY_HAND


def test_the_sign_of_news_goes_once_it_was_seen_and_comes_again(cast: Cast) -> None:
    ana, dana = cast.actor("ana"), cast.actor("dana")
    set_contact_rules(cast.client("ana").pk, NewContactRules(), by=dana, at=cast.at)
    asked = ask_about_own(Right.AMENDMENT, words="It was tea, not beer.", by=ana, at=cast.at)
    kept = ask_own_restriction(words="Nothing of this to my work.", by=ana, at=cast.at)
    assert not has_news(by=ana)

    extend_request(asked, words="The counselor is away until May.", by=dana, at=cast.at)
    assert has_news(by=ana)
    (row,) = open_own_rights(by=ana, at=cast.at).rows
    assert row.is_news
    assert has_news(by=ana)
    read_own_answers(by=ana, at=cast.at)
    assert not has_news(by=ana)
    (row,) = open_own_rights(by=ana, at=cast.at).rows
    assert not row.is_news

    answer_restriction(kept, is_accepted=True, by=dana, at=cast.at)
    assert has_news(by=ana)
    page = open_own_rights(by=ana, at=cast.at)
    assert [one.is_news for one in page.restrictions] == [True]
    read_own_answers(by=ana, at=cast.at)
    assert not has_news(by=ana)

    grant_request(asked, words="It says tea now, as it should.", by=dana, at=cast.at)
    assert has_news(by=ana)
    assert not has_news(by=dana)


@pytest.mark.parametrize("kind", [None, RecipientKind.EMPLOYER])
def test_paid_in_full_is_about_a_health_plan(cast: Cast, kind: RecipientKind | None) -> None:
    whom = Recipient(kind, "") if kind else None
    with pytest.raises(RestrictionRefused, match="health plan"):
        ask_own_restriction(
            words="I paid for it myself.",
            recipient=whom,
            is_self_paid=True,
            by=cast.actor("ana"),
            at=cast.at,
        )


def test_what_was_paid_in_full_must_be_kept_from_the_plan(cast: Cast) -> None:
    kept = ask_own_restriction(
        words="I paid for it myself.",
        recipient=Recipient(RecipientKind.PAYER, ""),
        is_self_paid=True,
        by=cast.actor("ana"),
        at=cast.at,
    )
    with pytest.raises(RestrictionRefused, match="paid for this in full"):
        answer_restriction(
            kept, is_accepted=False, words="We can not do that.", by=cast.actor("dana"), at=cast.at
        )
