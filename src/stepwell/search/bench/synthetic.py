"""A made-up directory of any size, the same for the same seed.

Towns cluster around real cities and their sizes follow Zipf's law, as do types and
words; 10 % of meetings are online, 8 % hybrid; 60 % lie in the United States. Nothing
in it is a real meeting. Meetings are made one by one, so that millions need no memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from stepwell.domain.meetings.meeting import (
    Attendance,
    Meeting,
    Online,
    Place,
    Schedule,
    TimezoneBasis,
)

# name, state or province, country, zone, latitude, longitude, share of meetings
CITIES: Final = (
    ("New York", "NY", "US", "America/New_York", 40.71, -74.01, 10),
    ("Boston", "MA", "US", "America/New_York", 42.36, -71.06, 4),
    ("Hartford", "CT", "US", "America/New_York", 41.77, -72.67, 2),
    ("Philadelphia", "PA", "US", "America/New_York", 39.95, -75.17, 4),
    ("Atlanta", "GA", "US", "America/New_York", 33.75, -84.39, 4),
    ("Miami", "FL", "US", "America/New_York", 25.77, -80.19, 4),
    ("Detroit", "MI", "US", "America/Detroit", 42.33, -83.05, 3),
    ("Chicago", "IL", "US", "America/Chicago", 41.88, -87.63, 5),
    ("Minneapolis", "MN", "US", "America/Chicago", 44.98, -93.27, 3),
    ("Dallas", "TX", "US", "America/Chicago", 32.78, -96.8, 4),
    ("Denver", "CO", "US", "America/Denver", 39.74, -104.99, 3),
    ("Phoenix", "AZ", "US", "America/Phoenix", 33.45, -112.07, 3),
    ("Los Angeles", "CA", "US", "America/Los_Angeles", 34.05, -118.24, 8),
    ("Seattle", "WA", "US", "America/Los_Angeles", 47.61, -122.33, 3),
    ("Toronto", "ON", "CA", "America/Toronto", 43.65, -79.38, 3),
    ("Edmonton", "AB", "CA", "America/Edmonton", 53.55, -113.49, 1),
    ("London", "", "GB", "Europe/London", 51.51, -0.13, 6),
    ("Dublin", "", "IE", "Europe/Dublin", 53.35, -6.26, 1),
    ("Sydney", "NSW", "AU", "Australia/Sydney", -33.87, 151.21, 3),
    ("Auckland", "", "NZ", "Pacific/Auckland", -36.85, 174.76, 1),
    ("Johannesburg", "", "ZA", "Africa/Johannesburg", -26.2, 28.05, 1),
    ("Berlin", "", "DE", "Europe/Berlin", 52.52, 13.4, 2),
    ("Warsaw", "", "PL", "Europe/Warsaw", 52.23, 21.01, 2),
    ("Stockholm", "", "SE", "Europe/Stockholm", 59.33, 18.07, 1),
    ("Mexico City", "", "MX", "America/Mexico_City", 19.43, -99.13, 4),
    ("São Paulo", "SP", "BR", "America/Sao_Paulo", -23.55, -46.63, 3),
    ("Buenos Aires", "", "AR", "America/Argentina/Buenos_Aires", -34.6, -58.38, 2),
    ("Tokyo", "", "JP", "Asia/Tokyo", 35.68, 139.69, 1),
    ("Mumbai", "", "IN", "Asia/Kolkata", 19.08, 72.88, 2),
    ("Adelaide", "SA", "AU", "Australia/Adelaide", -34.93, 138.6, 1),
)
_TYPE_CODES: Final = (
    "O C D X B SP ST W M LIT BE MED 12x12 Y ABSI LGBTQ GR TR H CF XB SEN POC N L G T NDG A AL "
    "AL-AN ASL BA BI BV-I BRK CAN DB DD DR EN FF FR HE HI HU ITA JA KOR LO-I LT MAL NE OUT P POL "
    "POR PUN RSL RUS"
)
TYPE_CODES: Final = tuple(_TYPE_CODES.split())
LANGUAGES: Final = ("en", "es", "fr", "de", "pl", "pt", "sv", "ja", "ru", "hi")
FELLOWSHIPS: Final = ("aa", "na", "al-anon", "ca", "oa", "ga", "da", "slaa", "acoa", "cma")
TOWN_COUNT: Final = 9_000
WORD_COUNT: Final = 6_000
_CHUNK: Final = 20_000
_SYLLABLE_TEXT: Final = (
    "ba be bo ca ce co da de do fa fe fo ga go ha he hi ho la le li lo ma me mi mo na ne "
    "ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi wa we wi ya yo za"
)
_SYLLABLES: Final = tuple(_SYLLABLE_TEXT.split())


@dataclass(frozen=True, slots=True)
class World:
    """Towns (columns of equal length) and words, commonest first."""

    seed: int
    town_city: npt.NDArray[np.int64]
    town_latitude: npt.NDArray[np.float64]
    town_longitude: npt.NDArray[np.float64]
    town_share: npt.NDArray[np.float64]
    town_names: tuple[str, ...]
    words: tuple[str, ...]

    def region_of(self, town: int) -> tuple[str, ...]:
        name, state, country, *_ = CITIES[int(self.town_city[town])]
        return (country, state or name, self.town_names[town])


def zipf(count: int, exponent: float = 1.0) -> npt.NDArray[np.float64]:
    weights = np.arange(1, count + 1) ** -exponent
    shares: npt.NDArray[np.float64] = weights / weights.sum()
    return shares


def make_world(seed: int) -> World:
    chance = np.random.default_rng([seed, 0])
    weights = np.array([city[6] for city in CITIES], float)
    city = chance.choice(len(CITIES), TOWN_COUNT, p=weights / weights.sum())
    centers = np.array([(one[4], one[5]) for one in CITIES])[city]
    spread = chance.gamma(1.2, 0.7, TOWN_COUNT)[:, None]
    places = centers + chance.normal(0, 1, (TOWN_COUNT, 2)) * spread
    names = _make_words(chance, TOWN_COUNT, 3)
    return World(
        seed=seed,
        town_city=city,
        town_latitude=np.clip(places[:, 0], -85, 85),
        town_longitude=(places[:, 1] + 180) % 360 - 180,
        town_share=zipf(TOWN_COUNT, 0.8),
        town_names=tuple(f"{name.capitalize()} {number}" for number, name in enumerate(names)),
        words=tuple(dict.fromkeys(_make_words(chance, WORD_COUNT, 3))),
    )


def _make_words(chance: np.random.Generator, count: int, syllables: int) -> list[str]:
    picked = chance.integers(0, len(_SYLLABLES), (count, syllables))
    return ["".join(_SYLLABLES[index] for index in row) for row in picked.tolist()]


def synthetic_meetings(world: World, count: int) -> Iterator[tuple[str, str, Meeting]]:
    """Public id, feed slug and meeting, as `build_snapshot` wants them."""
    chance = np.random.default_rng([world.seed, 1])
    for begin in range(0, count, _CHUNK):
        yield from _chunk(world, chance, begin, min(_CHUNK, count - begin))


def _chunk(
    world: World, chance: np.random.Generator, begin: int, count: int
) -> Iterator[tuple[str, str, Meeting]]:
    towns = chance.choice(TOWN_COUNT, count, p=world.town_share)
    offsets = chance.normal(0, 0.04, (count, 2))
    latitudes = np.round(world.town_latitude[towns] + offsets[:, 0], 5).tolist()
    longitudes = np.round(world.town_longitude[towns] + offsets[:, 1], 5).tolist()
    hours = np.clip(chance.normal(17, 4, count), 6, 23).astype(int)
    minutes = (hours * 60 + chance.choice([0, 0, 0, 15, 30, 30], count)).tolist()
    weekdays = chance.integers(0, 7, count).tolist()
    durations = chance.choice([60, 60, 60, 90, 45], count).tolist()
    how = chance.random(count).tolist()
    types = chance.choice(len(TYPE_CODES), (count, 3), p=zipf(len(TYPE_CODES))).tolist()
    words = chance.choice(len(world.words), (count, 7), p=zipf(len(world.words))).tolist()
    languages = chance.choice(len(LANGUAGES), count, p=zipf(len(LANGUAGES), 2.0)).tolist()
    fellowships = chance.choice(len(FELLOWSHIPS), count, p=zipf(len(FELLOWSHIPS), 1.5)).tolist()
    for index, town in enumerate(towns.tolist()):
        city = CITIES[int(world.town_city[town])]
        said = [world.words[word] for word in words[index]]
        number = begin + index
        attendance = _attendance(how[index])
        place = Place(
            name=f"{said[3]} hall",
            address=f"{number % 900 + 1} {said[4]} street, {world.town_names[town]}, {city[1]}",
            city=world.town_names[town],
            state=city[1],
            country=city[2],
            latitude=min(90.0, max(-90.0, latitudes[index])),
            longitude=(longitudes[index] + 180) % 360 - 180,
        )
        yield (
            f"{number:012x}",
            f"sample-{city[2].lower()}",
            Meeting(
                source_key=str(number),
                name=" ".join(said[:3]),
                fellowship=FELLOWSHIPS[fellowships[index]],
                timezone=city[3],
                timezone_basis=TimezoneBasis.STATED,
                attendance=attendance,
                attendance_reason="generated",
                schedule=Schedule(weekdays[index], minutes[index], durations[index]),
                types=tuple(dict.fromkeys(TYPE_CODES[code] for code in types[index])),
                languages=(LANGUAGES[languages[index]],),
                place=Place() if attendance is Attendance.ONLINE else place,
                online=Online()
                if attendance is Attendance.IN_PERSON
                else Online(url=f"https://zoom.us/j/{number}", provider="zoom.us"),
                regions=world.region_of(town),
                notes=" ".join(said[5:]),
            ),
        )


def _attendance(chance: float) -> Attendance:
    if chance < 0.10:
        return Attendance.ONLINE
    return Attendance.HYBRID if chance < 0.18 else Attendance.IN_PERSON
