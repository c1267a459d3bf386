import pytest

from stepwell.domain.meetings.fellowships import UnknownFellowship, fellowship_named
from stepwell.library.vocabularies import fellowships


def test_fellowships_are_shipped_whole():
    known = fellowships()

    assert next(iter(known)) == "aa"
    named = (
        "na ca cma ha ma daa al-anon alateen nar-anon aca coda ga gam-anon oa eda da saa slaa sa"
        " sca ua dra dtr celebrate-recovery smart recovery-dharma refuge-recovery lifering wfs sos"
    )
    assert set(named.split()) <= set(known)
    assert not known["smart"].is_twelve_step
    assert known["al-anon"].audience == "family"


def test_about_is_a_few_words_without_a_full_stop():
    for one in fellowships().values():
        assert 0 < len(one.about) < 70
        assert not one.about.endswith(".")


def test_unknown_fellowship_is_refused_with_those_there_are():
    with pytest.raises(UnknownFellowship, match=r"'xx'.*al-anon"):
        fellowship_named("xx", fellowships())
