from __future__ import annotations

from typing import Any

import msgspec
import pytest

from stepwell.domain.recovery.bodies_sobriety import BODIES

OWN = "0190a1b2-0000-7000-8000-000000000001"
DATE = {"fellowship": "aa", "definition": "fellowship", "first_on": "2026-01-31", "unit": "sober"}
USE = {"on": "2026-02-01", "what": "alcohol"}
GOOD = {"date": DATE, "use": USE}


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("date", {}),
        (
            "date",
            {"fellowship": None, "definition": OWN, "words": "no pills", "counts": ["opioids"]},
        ),
        ("date", {"fellowship": "ma", "definition": "wider", "ended_on": "2026-02-01"}),
        ("use", {}),
        ("use", {"what": "own_line", "of": [OWN], "again_on": "2026-02-02", "note": "alone"}),
    ],
)
def test_a_body_comes_back_as_it_was_written(kind: str, given: dict[str, Any]) -> None:
    written = GOOD[kind] | given

    body = msgspec.convert(written, BODIES[kind])

    plain = msgspec.json.decode(msgspec.json.encode(body))
    assert {key: plain[key] for key in written} == written
    assert msgspec.json.decode(msgspec.json.encode(body), type=BODIES[kind]) == body


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("date", {"definition": "mine"}),
        ("date", {"definition": OWN.upper().replace("A", "F")}),
        ("date", {"definition": "wider\n"}),
        ("date", {"first_on": "2026-02-30"}),
        ("date", {"fellowship": "A A"}),
        ("date", {"unit": ""}),
        ("date", {"words": "x" * 501}),
        ("date", {"chip": "red"}),
        ("use", {"of": ["aa"]}),
        ("use", {"what": ""}),
        ("use", {"as_prescribed": "yes"}),
        ("use", {"note": "x" * 2001}),
        ("use", {"amount": 3}),
    ],
)
def test_a_body_of_another_shape_is_refused(kind: str, given: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(GOOD[kind] | given, BODIES[kind])


@pytest.mark.parametrize(("kind", "field"), [(k, f) for k, good in GOOD.items() for f in good])
def test_what_a_body_must_say_is_asked_for(kind: str, field: str) -> None:
    given = {key: value for key, value in GOOD[kind].items() if key != field}

    with pytest.raises(msgspec.ValidationError, match=field):
        msgspec.convert(given, BODIES[kind])
