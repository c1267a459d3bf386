from random import Random

import pytest

from stepwell.domain.access.invitation_codes import (
    ALPHABET,
    LENGTH,
    code_in,
    code_to_read,
    new_code,
)

CODE = new_code(Random(4).randrange)


def test_new_code_is_long_enough_and_has_no_lookalikes() -> None:
    assert len(CODE) == LENGTH
    assert set(CODE) <= set(ALPHABET)
    assert not set(ALPHABET) & set("ilou")
    assert len(ALPHABET) ** LENGTH >= 2**128


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        code_to_read(CODE),
        code_to_read(CODE).upper(),
        f"  {code_to_read(CODE).replace('-', ' ')} ",
        f"https://care.example.org/join/{CODE}/",
        f"https://care.example.org/join/{CODE}",
        CODE.replace("0", "O").replace("1", "l"),
    ],
)
def test_code_in_finds_it_however_it_was_typed(typed: str) -> None:
    assert code_in(typed) == CODE


@pytest.mark.parametrize("typed", ["", "  ", "/join/", "hello there"])
def test_code_in_anything_else_is_no_code_of_ours(typed: str) -> None:
    assert len(code_in(typed)) != LENGTH


def test_code_to_read_is_in_groups_of_four() -> None:
    assert [len(group) for group in code_to_read(CODE).split("-")] == [4] * 7
