from __future__ import annotations

import json

import pytest

from stepwell.domain.recovery.sobriety_file import SobrietyRefused, parse_sobriety
from stepwell.domain.recovery.sobriety_json import rules_for_phone
from stepwell.library import read_bytes
from stepwell.library.recovery import sobriety_rules
from stepwell.library.vocabularies import fellowships
from stepwell.web.staff.forms.client import SUBSTANCES

FILE = read_bytes("recovery/sobriety.toml").decode()


def refused(text: str) -> tuple[str, ...]:
    with pytest.raises(SobrietyRefused) as caught:
        parse_sobriety(text.encode(), fellowships())
    return caught.value.problems


def planted(*changes: tuple[str, str]) -> str:
    text = FILE
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def test_every_fellowship_says_how_days_are_counted() -> None:
    rules = sobriety_rules()

    assert sorted(rules.fellowships) == sorted(fellowships())
    assert {slug for slug, one in fellowships().items() if one.audience == "family"} < {
        slug for slug, rule in rules.fellowships.items() if rule.model == "none"
    }


def test_the_substances_are_those_of_a_client_record() -> None:
    assert list(sobriety_rules().substances) == [slug for slug, _ in SUBSTANCES]


def test_every_problem_of_the_shape_is_told() -> None:
    text = planted(
        ('[fellowships.aa]\nmodel = "fixed"', '[fellowships.aa]\nmodel = "strict"'),
        ('[fellowships.sia]\nmodel = "none"\nbasis', '[fellowships.sia]\nmodel = "none"\ncolor'),
        ('nicotine = { name = "Nicotine" }', 'nicotine = { name = " " }'),
        ("days = [1, 30, 60, 90]", "days = [0, 30]"),
        ('bet = "A bet"', '"A bet" = "bet"'),
    )

    found = refused("chips = 3\n" + text)

    places = ("chips ", "milestones", "substances.nicotine", "behaviors.A bet", "fellowships.aa")
    assert len(found) == 6
    for place in (*places, "fellowships.sia"):
        assert [one for one in found if one.startswith(place)], place


def test_every_problem_between_tables_is_told() -> None:
    text = planted(
        ("[fellowships.sos]", "[fellowships.sos-old]"),
        ('bet = "A bet"', 'bet = "A bet"\nalcohol = "Drinking"'),
        ('"inhalants", "other"]', '"inhalants", "caffeine"]'),
        ("months = [6, 9, 18]", "months = [9, 6]"),
        ('resets = ["bet"]', 'resets = ["wager", "own_line"]'),
        ('resets = ["new_debt"]', ""),
        ('[fellowships.pal]\nmodel = "none"', '[fellowships.pal]\nmodel = "self_defined"'),
        (
            '[fellowships.ma]\nmodel = "fixed"\nresets = ["cannabis"]',
            '[fellowships.ma]\nmodel = "fixed"\nresets = ["cannabis", "nicotine"]',
        ),
    )

    assert refused(text) == (
        "fellowships.sos is missing: say how days are counted there, or none.",
        "fellowships.sos-old is in no vocabulary.",
        "alcohol names more than one of substances, behaviors and groups.",
        "groups.mind_altering has caffeine, which is no substance and no behavior.",
        "milestones.months has to rise.",
        "fellowships.ma has a wider rule that is not wider.",
        "fellowships.pal is self_defined: units belong where days are counted, and are needed "
        "there.",
        "fellowships.pal is for families: its model is none.",
        "fellowships.ga resets at wager, which is no substance, behavior or group.",
        "fellowships.ga resets at own_line, which is for own definitions only.",
        "fellowships.da is fixed: resets belongs to fixed, and fixed needs it.",
    )


@pytest.mark.parametrize("name", ["fellowships", "substances", "milestones"])
def test_a_table_that_is_missing_or_no_table_is_told(name: str) -> None:
    missing = "\n".join(FILE.replace(f"[{name}", "[other").splitlines())

    assert f"{name} is missing." in refused(missing)
    assert [one for one in refused(f"{name} = 3\n" + missing) if one.startswith(f"{name}: ")]


@pytest.mark.parametrize("data", [b"\xff", b"[aa"])
def test_what_is_not_toml_is_refused(data: bytes) -> None:
    with pytest.raises(SobrietyRefused, match=r"sobriety\.toml: "):
        parse_sobriety(data, fellowships())


def test_no_day_is_counted_where_milestones_are() -> None:
    eda = '[fellowships.eda]\nmodel = "milestones"\n'
    asks = 'day_count = { shown = "ask", basis = "design", source = "x" }\n'

    assert refused(planted((eda, eda + asks))) == (
        "fellowships.eda is milestones: it has no day count to ask about.",
    )


def test_the_phone_gets_the_rules_with_groups_resolved_and_no_sources() -> None:
    given = rules_for_phone(sobriety_rules())

    assert json.loads(json.dumps(given)) == given
    assert given["fellowships"]["ma"] == {
        "model": "fixed",
        "resets": ["cannabis"],
        "wider": sorted(sobriety_rules().groups["mind_altering"].members),
        "units": ["sober", "clean"],
        "day_count": "shown",
    }
    assert given["fellowships"]["oa"]["day_count"] == "ask"
    assert given["substances"]["alcohol"] == {"name": "Alcohol", "can_be_prescribed": False}
    assert "source" not in json.dumps(given)
