"""The format as docs/private-notebook.md describes it: Python opens what the browser sealed, with
the code printed there, and the browser opens what Python sealed."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from unit.notebook.conftest import Opened
from unit.notebook.driven import PHRASE, Body, Node, code_way, passkey_way, place, refusal
from unit.notebook.test_codes import CODE, with_checks
from unit.notebook.test_sealing import ENTRY
from unit.recovery.test_sealed_bodies import spelled

PAGE = Path(__file__).parents[3] / "docs" / "private-notebook.md"


@pytest.fixture(scope="module")
def printed() -> dict[str, Callable[..., Any]]:
    """The functions that the page prints for members."""
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    names: dict[str, Any] = {}
    exec(compile(found[1], PAGE.name, "exec"), names)
    return names


def bound(*parts: object) -> bytes:
    return json.dumps(["stepwell notebook", 1, *parts], separators=(",", ":")).encode()


def sealed_in_python(key: bytes, key_id: str, entry: dict[str, Any], at: dict[str, str]) -> Body:
    content = json.dumps(entry, ensure_ascii=False).encode()
    size = next(size for size in (1024, 4096, 16384, 65536, 262144) if size >= len(content) + 20)
    block = (len(content).to_bytes(4, "big") + content).ljust(size - 16, b"\0")
    nonce = hashlib.sha256(content).digest()[:12]
    about = bound("sealed", at["record"], at["version"], key_id)
    data = AESGCM(key).encrypt(nonce, block, about)
    return {"v": 1, "key": key_id, "nonce": spelled(nonce), "data": spelled(data)}


def wrapped_in_python(way: str, material: bytes, key: bytes, key_id: str, **more: Any) -> Body:
    salt, wrap_id = bytes(range(16)), spelled(bytes(range(1, 17)))
    both = HKDF(SHA256(), 48, salt, bound("wrap", way)).derive(material)
    data = AESGCM(both[:32]).encrypt(bytes(12), key, bound("wrap", way, wrap_id, key_id))
    return {
        "way": way,
        "id": wrap_id,
        "salt": spelled(salt),
        "check": spelled(both[32:]),
        "nonce": spelled(bytes(12)),
        "key": spelled(data),
        **more,
    }


def keyring_in_python(wrap: Body, key_id: str) -> Body:
    return {"v": 1, "key": key_id, "wraps": [wrap], "older": []}


@pytest.mark.parametrize("way", ["passphrase", "code"])
def test_printed_python_opens_what_the_browser_sealed(
    node: Node, made: Opened, printed: dict[str, Any], way: str
) -> None:
    entry = {"text": "Zoë's entry 🌊", "made_on": "2026-11-27", "step": 1}
    body = node("seal", notebook=made.number, entry=entry, place=place())
    secret = {"passphrase": PHRASE, "code": made.code["code"].lower()}[way]

    keys = printed["open_keyring"](made.keyring, way, secret)

    version = {"id": place()["version"], "record": place()["record"], "body": body}
    assert printed["open_entry"](keys, version) == entry


def test_printed_python_opens_older_keys_too(node: Node, printed: dict[str, Any]) -> None:
    code = node("makeCode")
    first = node("make", secrets=[code_way(code)])
    body = node(
        "seal",
        notebook=first["notebook"],
        entry={"text": "old", "made_on": "2026-11-27"},
        place=place(),
    )
    keyring = node(
        "rotated", keyring=first["keyring"], secret=code_way(code), secrets=[code_way(code)]
    )

    keys = printed["open_keyring"](keyring, "code", code)

    version = {"id": place()["version"], "record": place()["record"], "body": body}
    assert printed["open_entry"](keys, version)["text"] == "old"


@given(ENTRY, CODE, st.binary(min_size=32, max_size=32))
def test_browser_opens_what_python_sealed_under_a_code(
    node: Node, entry: dict[str, Any], drawn: str, key: bytes
) -> None:
    key_id = spelled(hashlib.sha256(key).digest()[:16])
    keyring = keyring_in_python(wrapped_in_python("code", drawn.encode(), key, key_id), key_id)
    body = sealed_in_python(key, key_id, entry, place())

    number = node("unlock", keyring=keyring, secret=code_way(with_checks(drawn)))["notebook"]

    assert node("open", notebook=number, body=body, place=place()) == entry


def test_browser_opens_what_python_sealed_under_a_passkey(node: Node) -> None:
    way, key, key_id = passkey_way(3), bytes(range(32)), spelled(bytes(16))
    wrap = wrapped_in_python(
        "passkey", bytes.fromhex(way["prf"]), key, key_id, credential=way["credential"]
    )

    opened = node("unlock", keyring=keyring_in_python(wrap, key_id), secret=way)

    assert opened["keyId"] == key_id


def test_browser_opens_what_python_sealed_under_a_passphrase(node: Node) -> None:
    key, key_id, cost = bytes(range(32)), spelled(bytes(16)), {"N": 2**15, "r": 8, "p": 3}
    material = hashlib.scrypt(
        "véry long passphrase".encode(),
        salt=bytes(range(16)),
        n=cost["N"],
        r=cost["r"],
        p=cost["p"],
        maxmem=2**27,
        dklen=32,
    )
    wrap = wrapped_in_python("passphrase", material, key, key_id, scrypt=cost)
    secret = {"way": "passphrase", "passphrase": "  véry long  passphrase\n"}

    opened = node("unlock", keyring=keyring_in_python(wrap, key_id), secret=secret)

    assert opened["keyId"] == key_id


def test_padding_that_is_not_zero_is_refused(node: Node) -> None:
    way, key, key_id = passkey_way(3), bytes(range(32)), spelled(bytes(16))
    wrap = wrapped_in_python(
        "passkey", bytes.fromhex(way["prf"]), key, key_id, credential=way["credential"]
    )
    number = node("unlock", keyring=keyring_in_python(wrap, key_id), secret=way)["notebook"]
    about = bound("sealed", place()["record"], place()["version"], key_id)
    for block in (bytes(3) + b"\x02{}" + b"\x01".rjust(1002, b"\0"), b"\xff" * 1008):
        data = spelled(AESGCM(key).encrypt(bytes(12), block, about))
        body = {"v": 1, "key": key_id, "nonce": spelled(bytes(12)), "data": data}

        assert refusal(node, "open", notebook=number, body=body, place=place()) == "damaged"


@pytest.mark.parametrize(
    ("passphrase", "salt", "cost", "expected"),
    [
        (
            "password",
            "NaCl",
            {"N": 1024, "r": 8, "p": 16},
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        ),
        (
            "pleaseletmein",
            "SodiumChloride",
            {"N": 16384, "r": 8, "p": 1},
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
        ),
    ],
)
def test_scrypt_gives_the_vectors_of_rfc_7914(
    node: Node, passphrase: str, salt: str, cost: dict[str, int], expected: str
) -> None:
    found = node("scrypt", passphrase=passphrase, salt=salt, cost=cost, size=64)

    assert found == expected
    assert expected == (
        hashlib.scrypt(
            passphrase.encode(),
            salt=salt.encode(),
            n=cost["N"],
            r=cost["r"],
            p=cost["p"],
            maxmem=2**26,
            dklen=64,
        ).hex()
    )


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from([(2, 1, 1), (16, 8, 1), (64, 2, 3), (128, 8, 2)]),
)
def test_scrypt_gives_what_python_gives(
    node: Node, passphrase: str, salt: str, cost: tuple[int, int, int]
) -> None:
    n, r, p = cost
    found = node("scrypt", passphrase=passphrase, salt=salt, cost={"N": n, "r": r, "p": p}, size=32)

    assert found == (
        hashlib.scrypt(
            passphrase.encode(), salt=salt.encode(), n=n, r=r, p=p, maxmem=2**26, dklen=32
        ).hex()
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cn"])))
def test_passphrase_is_normalized_as_in_python(node: Node, text: str) -> None:
    composed = unicodedata.normalize("NFKC", text)
    expected = re.sub(r"[ \t\r\n]+", " ", composed).strip(" ")

    assert node("normalized", passphrase=text) == expected
