import pytest

from stepwell.domain.people.neutral_words import telling_word


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Riverside Recovery", "Recover"),
        ("My A.A. group", "A.A."),
        ("Your sponsor", "sponsor"),
        ("12-Step work", "12-Step"),
        ("Days abstinent", "abstin"),
    ],
)
def test_telling_word_is_found(text: str, found: str) -> None:
    assert telling_word(text) == found


@pytest.mark.parametrize("text", ["Harbor", "How you sign in", "Canal Street", "Nashua", "Aarhus"])
def test_telling_word_neutral_text_has_none(text: str) -> None:
    assert telling_word(text) == ""
