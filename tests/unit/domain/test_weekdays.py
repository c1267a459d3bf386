import pytest

from stepwell.domain.meetings.weekdays import parse_weekday, parse_weekdays


@pytest.mark.parametrize(
    "names",
    [
        "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
        "Sundays Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays",
        "Sun Mon Tues Wed Thurs Fri Sat",
        "domingo lunes martes miércoles jueves viernes sábado",
        "DOMINGO LUNES MARTES MIERCOLES JUEVES VIERNES SABADO",
        "dimanche lundi mardi mercredi jeudi vendredi samedi",
        "日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日",
        "日曜 月曜 火曜 水曜 木曜 金曜 土曜",
        "söndag måndag tisdag onsdag torsdag fredag lördag",
        "nedeľa pondelok utorok streda štvrtok piatok sobota",
        "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado",
        "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag",
        "Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag",
        "0 1 2 3 4 5 6",
    ],
)
def test_weekday_is_read_in_every_language(names):
    assert [parse_weekday(name) for name in names.split()] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon, Wed & Fri", (1, 3, 5)),
        ("Monday and Thursday", (1, 4)),
        ("lunes y jueves", (1, 4)),
        ("1,3", (1, 3)),
        ("Monday - Friday", (1, 2, 3, 4, 5)),
        ("Fri-Mon", (5, 6, 0, 1)),
        ("Daily", (0, 1, 2, 3, 4, 5, 6)),
        ("Weekends", (0, 6)),
        ("7", (0,)),
        ("Mon/Mon", (1,)),
    ],
)
def test_several_weekdays_are_read(text, days):
    assert parse_weekdays(text) == days


@pytest.mark.parametrize("text", ["", "8", "Fooday", "Mon, x", "x - Fri", "12"])
def test_what_is_no_weekday_is_none(text):
    assert parse_weekdays(text) is None
