"""The ways to open a notebook: each opens it, wrong ones are told apart, the last one stays."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from stepwell.domain.recovery.sealed_bodies import MOST_WRAPS, KeyringBody
from unit.notebook.conftest import Opened
from unit.notebook.driven import (
    PASSPHRASE,
    PHRASE,
    Body,
    Node,
    Secret,
    Trouble,
    code_way,
    passkey_way,
    place,
    refusal,
)
from unit.notebook.test_sealing import flipped

ENTRY = {"text": "I was afraid.", "made_on": "2026-11-27"}


def phrase_way(words: str) -> Secret:
    return {"way": "passphrase", "passphrase": words}


def ways(keyring: Body) -> list[str]:
    return sorted(wrap["way"] for wrap in keyring["wraps"])


def wrap_id(keyring: Body, way: str) -> str:
    return next(wrap["id"] for wrap in keyring["wraps"] if wrap["way"] == way)


@pytest.mark.parametrize("way", ["code", "passkey", "passphrase"])
def test_each_way_opens_the_same_notebook(node: Node, made: Opened, way: str) -> None:
    body = node("seal", notebook=made.number, entry=ENTRY, place=place())

    number = node("unlock", keyring=made.keyring, secret=getattr(made, way))["notebook"]

    assert node("open", notebook=number, body=body, place=place()) == ENTRY


def test_server_takes_the_keyring_and_finds_no_secret_in_it(made: Opened) -> None:
    taken = msgspec.json.encode(msgspec.convert(made.keyring, KeyringBody)).decode()

    for secret in (PHRASE, made.code["code"], made.code["code"].replace("-", "")):
        assert secret not in taken
    assert made.passkey["prf"] not in taken


def test_passphrase_is_read_however_it_was_composed_and_spaced(node: Node) -> None:
    keyring = node("make", secrets=[phrase_way("café harbor seventeen")])["keyring"]

    node("unlock", keyring=keyring, secret=phrase_way(" cafe\u0301\u00a0 harbor\tseventeen "))

    assert refusal(node, "unlock", keyring=keyring, secret=phrase_way("Café harbor seventeen")) == (
        "wrong_passphrase"
    )


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("fourteen sign", "short_passphrase"),
        ("short" + " " * 20, "short_passphrase"),
        ("ab" * 20, "plain_passphrase"),
        ("harbor " * 40, "long_passphrase"),
    ],
)
def test_weak_passphrase_is_refused_and_not_repeated(node: Node, phrase: str, code: str) -> None:
    with pytest.raises(Trouble) as refused:
        node("make", secrets=[phrase_way(phrase)])

    assert refused.value.code == code
    assert phrase.strip() not in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (phrase_way("violet harbor seventeen forks"), "wrong_passphrase"),
        (passkey_way(2), "wrong_passkey"),
        (passkey_way(1) | {"prf": "ff" * 32}, "wrong_passkey"),
    ],
)
def test_wrong_secret_is_told(node: Node, made: Opened, wrong: Secret, code: str) -> None:
    assert refusal(node, "unlock", keyring=made.keyring, secret=wrong) == code


def test_code_of_another_notebook_is_no_typing_mistake(node: Node, made: Opened) -> None:
    other = code_way(node("makeCode"))

    assert refusal(node, "unlock", keyring=made.keyring, secret=other) == "wrong_code"


def test_way_that_is_not_there_is_told(node: Node) -> None:
    keyring = node("make", secrets=[passkey_way(1)])["keyring"]

    assert refusal(node, "unlock", keyring=keyring, secret=PASSPHRASE) == "no_such_way"


@pytest.mark.parametrize("way", ["code", "passkey"])
@pytest.mark.parametrize("field", ["key", "nonce"])
def test_changed_wrap_is_told_from_a_wrong_secret(
    node: Node, made: Opened, way: str, field: str
) -> None:
    for at in range(48):
        keyring = _with_wrap(made.keyring, way, field, lambda text, at=at: flipped(text, at, 3))
        assert refusal(node, "unlock", keyring=keyring, secret=getattr(made, way)) == "tampered"


@pytest.mark.parametrize(("field", "code"), [("id", "tampered"), ("salt", "wrong_code")])
def test_wrap_is_bound_to_its_id_and_salt(node: Node, made: Opened, field: str, code: str) -> None:
    keyring = _with_wrap(made.keyring, "code", field, lambda text: flipped(text, 0, 0))

    assert refusal(node, "unlock", keyring=keyring, secret=made.code) == code


@pytest.mark.parametrize("field", ["key", "nonce", "salt"])
def test_wrap_cut_short_is_told(node: Node, made: Opened, field: str) -> None:
    keyring = _with_wrap(made.keyring, "code", field, lambda text: text[:-1])

    assert refusal(node, "unlock", keyring=keyring, secret=made.code) == "truncated"


def test_wrap_under_another_key_id_does_not_open(node: Node, made: Opened) -> None:
    keyring = made.keyring | {"key": "A" * 22}

    assert refusal(node, "unlock", keyring=keyring, secret=made.code) == "tampered"


@pytest.mark.parametrize(
    "cost",
    [
        {"N": 2, "r": 8, "p": 1},
        {"N": 2**13, "r": 8, "p": 2},
        {"N": 2**30, "r": 8, "p": 2},
        {"N": 3 * 2**14, "r": 8, "p": 2},
        {"N": 2**16, "r": 1, "p": 2},
        {"N": 2**16, "r": 8, "p": 1000},
        {"N": "65536", "r": 8, "p": 2},
        {},
        None,
    ],
)
def test_server_cannot_make_scrypt_cheap_or_endless(node: Node, made: Opened, cost: Any) -> None:
    keyring = _with_wrap(made.keyring, "passphrase", "scrypt", lambda _: cost)

    assert refusal(node, "unlock", keyring=keyring, secret=PASSPHRASE) == "damaged"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"v": 2}, "newer"),
        ({"v": 0}, "damaged"),
        ({"wraps": None}, "damaged"),
        ({"wraps": [None]}, "damaged"),
        ({"older": "x"}, "damaged"),
        ({"wraps": []}, "no_such_way"),
    ],
)
def test_keyring_of_another_shape_is_told(
    node: Node, made: Opened, change: Body, code: str
) -> None:
    keyring = made.keyring | change

    assert refusal(node, "unlock", keyring=keyring, secret=made.code) == code


def test_changed_passphrase_replaces_the_old_one(node: Node, made: Opened) -> None:
    new = "quiet lantern forty marbles"

    keyring = node("changePassphrase", keyring=made.keyring, secret=PASSPHRASE, passphrase=new)

    assert ways(keyring) == ["code", "passkey", "passphrase"]
    assert node("unlock", keyring=keyring, secret=phrase_way(new))["keyId"] == made.key_id
    assert node("unlock", keyring=keyring, secret=made.code)["keyId"] == made.key_id
    assert refusal(node, "unlock", keyring=keyring, secret=PASSPHRASE) == "wrong_passphrase"
    msgspec.convert(keyring, KeyringBody)


def test_forgotten_passphrase_is_replaced_with_the_code(node: Node, made: Opened) -> None:
    new = phrase_way("quiet lantern forty marbles")

    keyring = node("withWay", keyring=made.keyring, secret=made.code, added=new)

    assert node("unlock", keyring=keyring, secret=new)["keyId"] == made.key_id


def test_new_code_ends_the_old_print(node: Node, made: Opened) -> None:
    new = code_way(node("makeCode"))

    keyring = node("withWay", keyring=made.keyring, secret=made.passkey, added=new)

    assert node("unlock", keyring=keyring, secret=new)["keyId"] == made.key_id
    assert refusal(node, "unlock", keyring=keyring, secret=made.code) == "wrong_code"


def test_second_passkey_is_added_beside_the_first(node: Node, made: Opened) -> None:
    keyring = node("withWay", keyring=made.keyring, secret=made.code, added=passkey_way(2))

    assert ways(keyring) == ["code", "passkey", "passkey", "passphrase"]
    for number in (1, 2):
        assert node("unlock", keyring=keyring, secret=passkey_way(number))


def test_nobody_adds_a_way_without_one_that_opens(node: Node, made: Opened) -> None:
    wrong = code_way(node("makeCode"))

    code = refusal(node, "withWay", keyring=made.keyring, secret=wrong, added=passkey_way(2))

    assert code == "wrong_code"


def test_ways_are_removed_down_to_the_last(node: Node, made: Opened) -> None:
    keyring = made.keyring
    for way in ("passphrase", "passkey"):
        keyring = node("withoutWay", keyring=keyring, id=wrap_id(keyring, way))
    assert ways(keyring) == ["code"]

    assert refusal(node, "withoutWay", keyring=keyring, id="A" * 22) == "no_such_way"
    assert refusal(node, "withoutWay", keyring=keyring, id=wrap_id(keyring, "code")) == "last_way"
    assert refusal(node, "make", secrets=[]) == "last_way"
    assert refusal(node, "rotated", keyring=keyring, secret=made.code, secrets=[]) == "last_way"
    assert node("unlock", keyring=keyring, secret=made.code)["keyId"] == made.key_id


def test_keyring_holds_no_more_ways_than_the_server_takes(node: Node, made: Opened) -> None:
    many = [passkey_way(0) | {"credential": f"{at:02}" + "A" * 41} for at in range(MOST_WRAPS)]
    keyring = node("make", secrets=many)["keyring"]
    msgspec.convert(keyring, KeyringBody)

    added = refusal(node, "withWay", keyring=keyring, secret=many[0], added=made.code)

    assert added == "too_many_ways"
    assert refusal(node, "make", secrets=[*many, made.code]) == "too_many_ways"


def _with_wrap(keyring: Body, way: str, field: str, change: Any) -> Body:
    wraps = [
        wrap | {field: change(wrap[field])} if wrap["way"] == way else wrap
        for wrap in keyring["wraps"]
    ]
    return keyring | {"wraps": wraps}
