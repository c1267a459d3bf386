"""The phone reads marks on the steps as the server does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.phone_module import PhoneModule, phone_module
from stepwell.domain.steps.work import Mark, StepMark, step_history
from stepwell.library.vocabularies import fellowships
from stepwell.queries.steps import steps_document

START = datetime(2026, 11, 1, tzinfo=UTC)
OBJECTS = json.loads(steps_document("en").body)["objects"]


@pytest.fixture(scope="module")
def phone() -> Iterator[PhoneModule]:
    with phone_module("steps.js") as started:
        yield started


def written(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


marks_drawn = st.lists(
    st.builds(
        StepMark,
        id=st.uuids().map(str),
        step=st.integers(1, 2),
        mark=st.sampled_from(list(Mark)),
        at=st.integers(0, 4).map(lambda hours: START + timedelta(hours=hours)),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


@settings(max_examples=300, deadline=None)
@given(marks_drawn.flatmap(lambda marks: st.permutations(marks + marks[:2])))
def test_phone_and_server_read_the_same_rounds(phone: PhoneModule, marks: list[StepMark]) -> None:
    sent = [
        {"id": one.id, "step": one.step, "mark": one.mark, "at": written(one.at)} for one in marks
    ]

    history = step_history(1, marks)

    assert phone.call("stepHistory", 1, sent) == {
        "step": 1,
        "status": history.status,
        "rounds": [
            {
                "began_at": written(one.began_at),
                "done_at": written(one.done_at) if one.done_at else None,
                "marks": [mark.id for mark in one.marks],
            }
            for one in history.rounds
        ],
    }


def test_marks_are_read_from_records_of_the_store(phone: PhoneModule) -> None:
    def head(number: int, body: Any) -> dict[str, Any]:
        return {"id": f"v{number}", "made_at": written(START), "body": body}

    records = [
        {
            "heads": [
                head(1, {"step": 1, "mark": "working"}),
                head(2, {"step": 1, "mark": "working"}),
            ]
        },
        {"heads": [head(3, None)]},
        {"heads": [head(4, {"step": 3, "mark": "done-with-sponsor"})]},
    ]

    found = phone.call("marksOf", records)

    assert [(one["id"], one["step"], one["mark"]) for one in found] == [
        ("v1", 1, "working"),
        ("v2", 1, "working"),
        ("v4", 3, "done-with-sponsor"),
    ]
    assert {one["at"] for one in found} == {written(START)}


@pytest.mark.parametrize(
    ("fellowship", "words"), [("aa", "drinking"), ("na", "addiction"), ("", "drinking or drug use")]
)
def test_slot_is_filled_with_what_the_fellowship_is_about(
    phone: PhoneModule, fellowship: str, words: str
) -> None:
    text = "I could not steer {object}, and {object} went on."

    said = phone.call("filled", text, OBJECTS, fellowship)

    assert said == f"I could not steer {words}, and {words} went on."


def test_slot_is_filled_for_every_fellowship(phone: PhoneModule) -> None:
    for fellowship in fellowships():
        assert "{" not in phone.call("filled", "{object}", OBJECTS, fellowship)
