"""A new key, and two keyrings that met late: nothing sealed before is lost."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepwell.domain.recovery.sealed_bodies import MOST_OLDER_KEYS, KeyringBody
from unit.notebook.conftest import Opened
from unit.notebook.driven import Body, Node, Secret, code_way, passkey_way, place, refusal

DAY = "2026-11-27"


def entry(number: int) -> dict[str, str]:
    return {"text": f"Entry {number}", "made_on": DAY}


def sealed(node: Node, notebook: int, number: int) -> dict[str, Any]:
    """A version of a record, as the store has it."""
    at = place(number)
    body = node("seal", notebook=notebook, entry=entry(number), place=at)
    return {"id": at["version"], "record": at["record"], "body": body}


def opened(node: Node, notebook: int, version: dict[str, Any]) -> Any:
    at = {"record": version["record"], "version": version["id"]}
    return node("open", notebook=notebook, body=version["body"], place=at)


def records(versions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": one["record"], "kind": "sealed", "heads": [one]} for one in versions]


@pytest.fixture
def fresh(node: Node) -> Body:
    """A notebook that opens in an instant."""
    made: Body = node("make", secrets=[passkey_way(1)])
    return made


def test_new_key_opens_what_was_sealed_before(node: Node, made: Opened) -> None:
    before = sealed(node, made.number, 1)
    code = code_way(node("makeCode"))

    keyring = node("rotated", keyring=made.keyring, secret=made.code, secrets=[code])

    msgspec.convert(keyring, KeyringBody)
    now = node("unlock", keyring=keyring, secret=code)
    assert now["keyId"] != made.key_id
    assert opened(node, now["notebook"], before) == entry(1)
    assert sealed(node, now["notebook"], 2)["body"]["key"] == now["keyId"]


def test_old_secrets_and_the_old_keyring_do_not_open_what_is_sealed_after(
    node: Node, made: Opened
) -> None:
    code = code_way(node("makeCode"))
    keyring = node("rotated", keyring=made.keyring, secret=made.code, secrets=[code])
    now = node("unlock", keyring=keyring, secret=code)
    after = sealed(node, now["notebook"], 1)

    assert refusal(node, "unlock", keyring=keyring, secret=made.code) == "wrong_code"
    assert refusal(node, "unlock", keyring=keyring, secret=made.passphrase) == "no_such_way"
    old = node("unlock", keyring=made.keyring, secret=made.code)["notebook"]
    place_after = {"record": after["record"], "version": after["id"]}
    assert (
        refusal(node, "open", notebook=old, body=after["body"], place=place_after) == "unknown_key"
    )


def test_keys_of_many_changes_all_open(node: Node, fresh: Body) -> None:
    keyring, notebook, versions = fresh["keyring"], fresh["notebook"], []
    for number in range(1, 8):
        versions.append(sealed(node, notebook, number))
        new = passkey_way(number % 3)
        keyring = node("rotated", keyring=keyring, secret=_secret_of(keyring), secrets=[new])
        notebook = node("unlock", keyring=keyring, secret=new)["notebook"]

    assert len({one["body"]["key"] for one in versions}) == 7
    for number, version in enumerate(versions, start=1):
        assert opened(node, notebook, version) == entry(number)


def _secret_of(keyring: Body) -> Secret:
    credential = keyring["wraps"][0]["credential"]
    return next(way for way in map(passkey_way, range(3)) if way["credential"] == credential)


def test_keyring_holds_no_more_older_keys_than_the_server_takes(node: Node, fresh: Body) -> None:
    keyring, way = fresh["keyring"], passkey_way(1)
    for _ in range(MOST_OLDER_KEYS):
        keyring = node("rotated", keyring=keyring, secret=way, secrets=[way])
    msgspec.convert(keyring, KeyringBody)

    refused = refusal(node, "rotated", keyring=keyring, secret=way, secrets=[way])

    assert refused == "too_many_keys"


def test_changed_older_key_is_told(node: Node, fresh: Body) -> None:
    way = passkey_way(1)
    keyring = node("rotated", keyring=fresh["keyring"], secret=way, secrets=[way])
    keyring = node("rotated", keyring=keyring, secret=way, secrets=[way])
    one, other = keyring["older"]
    swapped = [one | {"id": other["id"]}, other | {"id": one["id"]}]

    assert refusal(node, "unlock", keyring=keyring | {"older": swapped}, secret=way) == "tampered"


def test_two_keyrings_that_met_late_lose_nothing(node: Node, fresh: Body) -> None:
    mine, theirs = passkey_way(1), passkey_way(2)
    other = node("make", secrets=[theirs])
    other_keyring = node("rotated", keyring=other["keyring"], secret=theirs, secrets=[theirs])
    later = node("unlock", keyring=other_keyring, secret=theirs)["notebook"]
    versions = [
        sealed(node, fresh["notebook"], 1),
        sealed(node, other["notebook"], 2),
        sealed(node, later, 3),
    ]

    keyring = node(
        "joined",
        keyring=fresh["keyring"],
        secret=mine,
        other=other_keyring,
        otherSecret=theirs,
    )

    msgspec.convert(keyring, KeyringBody)
    notebook = node("unlock", keyring=keyring, secret=mine)
    assert notebook["keyId"] == fresh["keyId"]
    for number, version in enumerate(versions, start=1):
        assert opened(node, notebook["notebook"], version) == entry(number)
    assert refusal(node, "unlock", keyring=keyring, secret=theirs) == "wrong_passkey"


def test_keyring_changed_on_two_phones_is_joined_without_its_own_key(
    node: Node, fresh: Body
) -> None:
    way = passkey_way(1)
    one = node("rotated", keyring=fresh["keyring"], secret=way, secrets=[way])
    other = node("rotated", keyring=fresh["keyring"], secret=way, secrets=[way])

    joined = node("joined", keyring=one, secret=way, other=other, otherSecret=way)
    same = node("joined", keyring=one, secret=way, other=one, otherSecret=way)

    assert {key["id"] for key in joined["older"]} == {fresh["keyId"], other["key"]}
    assert {key["id"] for key in same["older"]} == {fresh["keyId"]}
    msgspec.convert(joined, KeyringBody)
    msgspec.convert(same, KeyringBody)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 4), max_size=12), st.integers(1, 6))
def test_sealing_again_goes_on_where_it_was_killed(
    node: Node, deaths: list[int], count: int
) -> None:
    way = passkey_way(1)
    first = node("make", secrets=[way])
    versions = {one["record"]: one for one in _all(node, first["notebook"], count)}
    keyring = node("rotated", keyring=first["keyring"], secret=way, secrets=[way])
    now = node("unlock", keyring=keyring, secret=way)

    written = 0

    for run, writes in enumerate([*deaths, count]):
        ids = [place(1000 * (run + 1) + number)["version"] for number in range(count)]
        answer = node(
            "reseal",
            notebook=now["notebook"],
            records=records(list(versions.values())),
            writes=writes,
            ids=ids,
        )
        written += len(answer["written"])
        for new in answer["written"]:
            assert new["kind"] == "sealed"
            versions[new["record"]] = {key: new[key] for key in ("id", "record", "body")}

    assert answer["told"]["left"] == []
    assert written == count
    assert {one["body"]["key"] for one in versions.values()} == {now["keyId"]}
    for number in range(1, count + 1):
        version = versions[place(number)["record"]]
        assert opened(node, now["notebook"], version) == entry(number)


def _all(node: Node, notebook: int, count: int) -> list[dict[str, Any]]:
    return [sealed(node, notebook, number) for number in range(1, count + 1)]


def test_sealing_again_leaves_conflicts_removals_and_what_does_not_open(
    node: Node, fresh: Body
) -> None:
    way = passkey_way(1)
    plain, spoilt, removed, twice = records(_all(node, fresh["notebook"], 4))
    spoilt["heads"][0]["body"]["data"] = "A" * 1366
    removed["heads"][0]["body"] = None
    twice["heads"] *= 2
    keyring = node("rotated", keyring=fresh["keyring"], secret=way, secrets=[way])
    notebook = node("unlock", keyring=keyring, secret=way)["notebook"]

    answer = node(
        "reseal",
        notebook=notebook,
        records=[plain, spoilt, removed, twice],
        writes=9,
        ids=[place(number)["version"] for number in (9, 8, 7)],
    )

    assert answer["told"] == {
        "resealed": 1,
        "left": [
            {"record": spoilt["id"], "code": "tampered"},
            {"record": twice["id"], "code": "unsettled"},
        ],
    }
    assert [one["record"] for one in answer["written"]] == [plain["id"]]


def test_sealing_again_keeps_what_was_written_meanwhile(node: Node, fresh: Body) -> None:
    way = passkey_way(1)
    before = _all(node, fresh["notebook"], 2)
    keyring = node("rotated", keyring=fresh["keyring"], secret=way, secrets=[way])
    notebook = node("unlock", keyring=keyring, secret=way)["notebook"]
    edited, branched = before[0]["record"], before[1]["record"]
    newer = {"record": edited, "version": place(5)["version"]}
    body = node("seal", notebook=notebook, entry=entry(99), place=newer)

    answer = node(
        "reseal",
        notebook=notebook,
        records=records(before),
        writes=9,
        ids=[place(6)["version"], place(7)["version"]],
        meanwhile={
            edited: [{"id": newer["version"], "record": edited, "body": body}],
            branched: [before[1], before[1]],
        },
    )

    [written] = answer["written"]
    assert opened(node, notebook, written) == entry(99)
    assert answer["told"]["left"] == [{"record": branched, "code": "unsettled"}]


def test_sealing_again_with_a_locked_notebook_stops(node: Node, fresh: Body) -> None:
    way = passkey_way(1)
    kept = records(_all(node, fresh["notebook"], 1))
    keyring = node("rotated", keyring=fresh["keyring"], secret=way, secrets=[way])
    notebook = node("unlock", keyring=keyring, secret=way)["notebook"]
    node("lock", notebook=notebook)

    answer = node("reseal", notebook=notebook, records=kept, writes=9, ids=["x"])

    assert answer["told"] == {"died": "The notebook is locked. Open it first."}
    assert answer["written"] == []
