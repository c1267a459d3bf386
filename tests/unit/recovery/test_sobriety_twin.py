"""The phone tells the same as the server, of any history."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.phone_module import PhoneModule, phone_module
from stepwell.domain.recovery.sobriety_json import rules_for_phone
from unit.recovery.sobriety_cases import BAD, DATE, GOOD, USE
from unit.recovery.sobriety_histories import RULES, Version, any_day, histories, told, version

VECTORS = json.loads((Path(__file__).parent / "sobriety_vectors.json").read_text())
FOR_PHONE = json.loads(json.dumps(rules_for_phone(RULES)))


@pytest.fixture(scope="module")
def phone() -> Iterator[PhoneModule]:
    with phone_module("sobriety.js") as started:
        yield started


def by_server(versions: list[Version], on: str) -> Any:
    return json.loads(msgspec.json.encode(told(versions, on)))


@settings(max_examples=300, deadline=None)
@given(st.booleans().flatmap(histories), any_day)
def test_phone_and_server_tell_the_same(
    phone: PhoneModule, versions: list[Version], on: str
) -> None:
    assert phone.call("tell", versions, FOR_PHONE, on) == by_server(versions, on)


@pytest.mark.parametrize("vector", VECTORS, ids=[one["name"] for one in VECTORS])
def test_both_tell_what_was_worked_out_by_hand(phone: PhoneModule, vector: dict[str, Any]) -> None:
    server = by_server(vector["versions"], vector["on"])

    assert phone.call("tell", vector["versions"], FOR_PHONE, vector["on"]) == server
    assert [_told_of(line, vector["lines"][0]) for line in server["lines"]] == vector["lines"]


@pytest.mark.parametrize(
    ("kind", "given_", "codes"), [*BAD, *((kind, given_, ()) for kind, given_ in GOOD)]
)
def test_the_phone_finds_what_makes_no_sense(
    phone: PhoneModule, kind: str, given_: dict[str, Any], codes: tuple[str, ...]
) -> None:
    body = {"date": DATE, "use": USE}[kind] | given_

    (found,) = phone.call("tell", [version(kind, body, "r")], FOR_PHONE, "2026-03-01")[
        "not_understood"
    ] or [{"problems": []}]

    assert found["problems"] == list(codes)


def test_the_phone_fills_in_what_a_body_leaves_out(phone: PhoneModule) -> None:
    full = {"fellowship": "aa", "definition": "fellowship", "first_on": "2024-01-31"}
    body = {
        "kind": "date",
        "record": "a",
        "id": "a0",
        "parents": [],
        "body": full | {"unit": "dry"},
    }

    assert phone.call("tell", [body], FOR_PHONE, "2024-03-01") == by_server([body], "2024-03-01")


def _told_of(line: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    flat = line | {
        "runs": [
            [
                one["run"]["first_on"],
                one["run"]["until"],
                one["run"]["days"],
                one["run"]["closed_by"],
            ]
            for one in line["runs"]
        ],
        "reached": [f"{m['number']} {m['unit']}" for m in line["runs"][-1]["milestones"]],
        "next": line["next"] and [line["next"]["number"], line["next"]["unit"], line["next"]["on"]],
        "unknown": [[one["first_on"], one["until"]] for one in line["unknown"]],
    }
    return {name: flat[name] for name in asked}
