"""The printed code: what is drawn, how it may be typed, and which mistakes it tells."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unit.notebook.driven import Node, Trouble

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = st.lists(st.sampled_from(SIGNS), min_size=28, max_size=28).map("".join)


def times(left: int, right: int) -> int:
    """In GF(32), by exponents of 2: x^5 + x^2 + 1 is primitive, so they run through all but 0."""
    powers = [1]
    for _ in range(30):
        doubled = powers[-1] * 2
        powers.append(doubled ^ 37 if doubled & 32 else doubled)
    if not left or not right:
        return 0
    return powers[(powers.index(left) + powers.index(right)) % 31]


def with_checks(drawn: str) -> str:
    """The printed code of the drawn signs, as docs/private-notebook.md describes it."""
    groups = []
    for number, at in enumerate(range(0, 28, 4)):
        group, check = drawn[at : at + 4], number
        for weight, sign in zip((2, 4, 8, 16), group, strict=True):
            check ^= times(SIGNS.index(sign), weight)
        groups.append(group + SIGNS[check])
    return "-".join(groups)


def mistake(node: Node, typed: str) -> tuple[str, int]:
    with pytest.raises(Trouble) as refused:
        node("readCode", typed=typed)
    assert len(typed) < 5 or typed not in str(refused.value)
    return refused.value.code, refused.value.about.get("group", refused.value.about.get("typed"))


def test_made_codes_differ_and_read_back(node: Node) -> None:
    codes = {node("makeCode") for _ in range(500)}

    assert len(codes) == 500
    assert {sign for code in codes for sign in code} == set(SIGNS) | {"-"}
    for code in codes:
        assert re.fullmatch(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){6}", code)
        assert with_checks(node("readCode", typed=code)) == code


@given(CODE, st.sampled_from(["", " ", "-", "–", " - ", "\n"]))
def test_code_is_read_however_it_is_typed(node: Node, drawn: str, between: str) -> None:
    printed = with_checks(drawn).replace("-", between)

    assert node("readCode", typed=printed) == drawn
    assert node("readCode", typed=printed.lower()) == drawn
    assert node("readCode", typed=printed.replace("0", "o").replace("1", "l")) == drawn


@given(CODE, st.integers(0, 34), st.sampled_from(SIGNS + "U*é"))
def test_one_wrong_sign_is_told_with_its_group(node: Node, drawn: str, at: int, sign: str) -> None:
    right = with_checks(drawn).replace("-", "")
    typed = right[:at] + sign + right[at + 1 :]

    if typed != right:
        assert mistake(node, typed) == ("code_typo", at // 5 + 1)


@given(CODE, st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
def test_signs_that_changed_places_are_told(
    node: Node, drawn: str, group: int, one: int, other: int
) -> None:
    right = list(with_checks(drawn).replace("-", ""))
    typed = right.copy()
    left, to = 5 * group + one, 5 * group + other
    typed[left], typed[to] = right[to], right[left]

    if typed != right:
        assert mistake(node, "".join(typed)) == ("code_typo", group + 1)


@given(CODE, st.integers(0, 6), st.integers(0, 6))
def test_groups_that_changed_places_are_told(node: Node, drawn: str, one: int, other: int) -> None:
    groups = with_checks(drawn).split("-")
    groups[one], groups[other] = groups[other], groups[one]

    if one != other:
        assert mistake(node, "-".join(groups)) == ("code_typo", min(one, other) + 1)


@given(CODE, st.integers(0, 70))
def test_too_short_and_too_long_are_told_with_the_count(
    node: Node, drawn: str, length: int
) -> None:
    typed = (with_checks(drawn).replace("-", "") * 2)[:length]

    if length != 35:
        assert mistake(node, typed) == ("code_length", length)
