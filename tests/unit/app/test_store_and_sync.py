"""The phone's store and its sync, driven under Node against a server in a few lines."""

from __future__ import annotations

import json
import re

import pytest

from unit.app.conftest import Ask


def test_what_is_written_is_plain_and_never_changes(ask: Ask) -> None:
    said = ask("written")

    assert said["first"]["body"] == {
        "on": "2026-11-26",
        "text": "half \N{REPLACEMENT CHARACTER}",
        "more": [{"a": 1}],
    }
    assert said["isFrozen"]
    assert said["first"]["made_at"] == "2026-11-27T18:30:00Z"
    assert said["first"]["parents"] == []
    assert said["parents"] == [said["first"]["id"]]
    assert said["changes"] == [1, 2, 3, 4]
    assert (said["steps"], said["removed"]) == (0, [None])
    assert said["journal"] == [["two"], ["unheard"]]
    assert not said["isSafe"]
    assert said["unknown"]["heads"] == []


def test_what_cannot_be_written_is_said_and_stops_nothing_else(ask: Ask) -> None:
    assert ask("troubles") == ["TypeError", "RangeError", "SyntaxError", "nothing"]


def test_body_can_be_made_of_the_ids_it_will_have(ask: Ask) -> None:
    said = ask("sealedByIds")

    assert said["given"] == {"record": said["version"]["record"], "version": said["version"]["id"]}


def test_nothing_is_replaced_that_was_not_on_the_screen(ask: Ask) -> None:
    said = ask("atOnce")

    assert said["open"] == ["c", "theirs"]
    assert said["isConflict"]
    assert said["after"] == ["form", "later"]
    assert said["settled"] == ["settled"]
    assert said["isSettled"]


def test_page_that_dies_at_any_await_loses_and_doubles_nothing(ask: Ask) -> None:
    said = ask("killedAnywhere")

    assert said["deaths"] > 10
    assert [json.loads(one) for one in said["outcomes"]] == [{"same": True, "waiting": 0}]


def test_refused_stays_and_is_shown_until_it_is_written_anew(ask: Ask) -> None:
    said = ask("refused")

    assert said["shown"] == [{"text": "long", "code": "too_large", "words": "words: too_large"}]
    assert said["result"]["state"] == "safe"
    assert not said["isSafe"]
    assert said["kept"] == ["good", "over it", "shorter"]
    assert said["sameId"], "a sealed body is bound to its id"
    assert said["parents"] == [said["first"]]
    assert said["heads"] == ["over it"]
    assert said["corrected"] == ["shorter"]
    assert (said["left"], said["last"]["state"]) == (0, "safe")


def test_server_that_began_anew_gets_everything_again(ask: Ask) -> None:
    said = ask("again")

    assert said["result"]["state"] == "safe"
    assert said["waiting"] == 0
    assert set(said["before"]) <= set(said["after"])
    assert len(said["after"]) == len(set(said["after"])) == 6
    assert said["known"] == 6


def test_too_much_at_once_is_halved_and_the_one_that_never_fits_refused(ask: Ask) -> None:
    said = ask("tooMuch")

    assert said["kept"] == 29
    assert said["codes"] == ["too_large"]
    assert said["result"] == {"sent": 29, "received": 29, "state": "safe"}


def test_at_most_a_hundred_versions_go_at_once(ask: Ask) -> None:
    assert ask("batches", 230) == [100, 100, 30]


@pytest.mark.parametrize(
    ("status", "json_", "state"),
    [
        (401, {"code": "signed_out"}, "signed_out"),
        (403, {"code": "csrf"}, "stale"),
        (403, {"code": "not_allowed"}, "not_allowed"),
        (415, {}, "misfit"),
        (422, {}, "misfit"),
        (423, {}, "handed_over"),
        (500, None, "offline"),
        (502, None, "offline"),
        (200, None, "offline"),
        (200, {"welcome": "to this hotel"}, "offline"),
        (200, {"saved": [], "versions": [], "refused": [], "cursor": "1"}, "offline"),
    ],
)
def test_answer_of_another_kind_leaves_everything_waiting(
    ask: Ask, status: int, json_: object, state: str
) -> None:
    assert ask("stateOn", status, json_) == {
        "state": state,
        "waiting": 1,
        "cursor": {"after": 0, "last": None},
    }


def test_no_network_leaves_everything_waiting(ask: Ask) -> None:
    assert ask("stateOn", 0, None, True)["state"] == "offline"


def test_answer_about_what_was_not_sent_saves_nothing_and_ends(ask: Ask) -> None:
    said = ask("forged")

    assert said["waiting"] == [said["id"]]
    assert said["result"]["state"] == "waiting"
    assert re.fullmatch(r"[0-9a-f-]{36}", said["id"])
