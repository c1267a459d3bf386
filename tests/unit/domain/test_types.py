import pytest

from stepwell.domain.meetings.types import IN_PERSON_ONLY, LANGUAGES, fold, split_words
from stepwell.library.vocabularies import fellowships, meeting_types

VOCABULARY = meeting_types()


def test_base_list_is_whole_and_named_in_nine_languages():
    assert len(VOCABULARY.base) == 92
    assert all(set(LANGUAGES) <= set(one.names) for one in VOCABULARY.base.values())
    assert VOCABULARY.base.keys() >= IN_PERSON_ONLY


def test_every_override_belongs_to_a_fellowship_and_has_an_english_name():
    assert set(VOCABULARY.overrides) <= set(fellowships())
    for types in VOCABULARY.overrides.values():
        assert all(one.names["en"] for one in types.values())


def test_every_alias_leads_to_a_code():
    known = {*VOCABULARY.base, "ONL"}

    assert all(set(codes) <= known for codes in VOCABULARY.aliases.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_in_every_language_leads_back_to_its_code(language):
    types = VOCABULARY.base

    for code, one in types.items():
        read = VOCABULARY.read("aa", [one.names[language]])

        found = set(read.types) or {c for c in types if types[c].language in read.languages}
        assert found, (code, one.names[language])
        assert found <= _codes_named(one.names[language]), (code, found)


def _codes_named(name: str) -> set[str]:
    """Codes whose name it is in some language: a word may stand for two of them."""
    types = VOCABULARY.base
    return {code for code in types if fold(name) in map(fold, types[code].names.values())}


@pytest.mark.parametrize(
    ("fellowship", "code", "language", "name"),
    [
        ("aa", "W", "en", "Women"),
        ("aa", "W", "th", "ผู้หญิง"),
        ("aa", "W", "es-MX", "Mujeres"),
        ("aa", "W", "de", "Women"),
        ("al-anon", "Y", "en", "Alateen"),
        ("da", "B", "en", "Business owners"),
        ("da", "B", "ja", "Business owners"),
        ("aa", "ZZ", "en", "ZZ"),
    ],
)
def test_type_name_is_given_by_fellowship_and_language(fellowship, code, language, name):
    assert VOCABULARY.type_name(fellowship, code, language) == name


def test_type_that_is_the_same_elsewhere_borrows_its_nine_names():
    assert VOCABULARY.find("na", "BEG").names == VOCABULARY.base["BE"].names


@pytest.mark.parametrize(
    ("fellowship", "code", "sense"),
    [
        ("aa", "O", "open"),
        ("al-anon", "C", "closed"),
        ("na", "BEG", "beginners"),
        ("aca", "S", "speaker"),
        ("aca", "SP", ""),
        ("ha", "STEP", "steps"),
        ("aa", "H", ""),
        ("aa", "ZZ", ""),
    ],
)
def test_sense_tells_a_newcomer_what_a_code_means(fellowship, code, sense):
    assert VOCABULARY.sense(fellowship, code) == sense


def test_codes_are_read_by_fellowship():
    assert VOCABULARY.read("aa", ["SP"]).types == ("SP",)
    assert VOCABULARY.read("aca", ["SP"]).languages == ("es",)
    assert VOCABULARY.read("aca", ["Speaker"]).types == ("S",)
    assert VOCABULARY.read("da", ["Big Book"]).unknown == ("Big Book",)
    assert VOCABULARY.read("slaa", ["HR"]).languages == ()
    assert VOCABULARY.read("aa", ["HR"]).languages == ("hr",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[open]", ["open"]),
        ("O,C", ["O", "C"]),
        ('["O", "C"]', ["O", "C"]),
        ("Open; Women | Step Study", ["Open", "Women", "Step Study"]),
        ("", []),
    ],
)
def test_types_in_one_string_are_split(text, words):
    assert split_words(text) == words
