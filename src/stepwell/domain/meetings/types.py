"""Meeting type codes: what they mean in each fellowship, in nine languages.

The same code means other things in other fellowships ("B" is a book here, a business
owner there), so a code is always read together with its fellowship.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LANGUAGES = ("en", "es", "fr", "ja", "nl", "pt", "sk", "sv", "th")
ONLINE = "ONL"
"""Read from listings, never kept as a type: how to take part is derived (`attendance`)."""
PLACE_CLOSED = "TC"
IN_PERSON_ONLY = frozenset(["BA", "BRK", "CAN", "CF", "AL-AN", "AL", "FF", "OUT", "SM", "X", "XB"])
"""Codes that say nothing about an online meeting. Source: Meeting Guide client tsml-ui 1.8."""


@dataclass(frozen=True, slots=True)
class MeetingType:
    """names: language -> name, English always present. language: spoken language the code
    stands for, ISO 639, or "". sense: what it tells a newcomer ("open", "wheelchair"), or "".
    """

    code: str
    names: Mapping[str, str]
    language: str = ""
    sense: str = ""


@dataclass(frozen=True, slots=True)
class ReadTypes:
    """Codes of one listing, understood. types and unknown keep the listing's order.

    unknown: words that are no code, name or alias, as written. open_and_closed: both
    were given, and closed was kept since it asks more of the visitor.
    """

    types: tuple[str, ...]
    unknown: tuple[str, ...]
    languages: tuple[str, ...]
    is_online: bool
    is_place_closed: bool
    open_and_closed: bool


@dataclass(frozen=True)
class Vocabulary:
    """All codes of all fellowships. `base` holds for a fellowship but for its overrides."""

    base: Mapping[str, MeetingType]
    overrides: Mapping[str, Mapping[str, MeetingType]]
    aliases: Mapping[str, tuple[str, ...]]
    ignored: frozenset[str]
    _indexes: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict, repr=False)

    def types_of(self, fellowship: str) -> dict[str, MeetingType]:
        """Every code that this fellowship's listings may use."""
        return {**self.base, **self.overrides.get(fellowship, {})}

    def find(self, fellowship: str, code: str) -> MeetingType | None:
        """What a code means in a fellowship, or None where it means nothing."""
        return self.overrides.get(fellowship, {}).get(code) or self.base.get(code)

    def type_name(self, fellowship: str, code: str, language: str = "en") -> str:
        """Name of a code in a language; English where there is none, else the code itself."""
        found = self.find(fellowship, code)
        if found is None:
            return code
        return found.names.get(language.split("-")[0].lower()) or found.names["en"]

    def sense(self, fellowship: str, code: str) -> str:
        """What the code tells a newcomer ("open", "beginners", "wheelchair" …), or ""."""
        found = self.find(fellowship, code)
        return found.sense if found else ""

    def read(self, fellowship: str, words: Iterable[str]) -> ReadTypes:
        """Understand codes, names in nine languages and aliases, whatever their case."""
        index = self._index(fellowship)
        codes: list[str] = []
        unknown: list[str] = []
        for word in words:
            folded = fold(word)
            if folded in index:
                codes.extend(index[folded])
            elif folded and folded not in self.ignored:
                unknown.append(word.strip())
        return self._sort_out(fellowship, list(dict.fromkeys(codes)), unknown)

    def _sort_out(self, fellowship: str, codes: list[str], unknown: list[str]) -> ReadTypes:
        senses = {self.sense(fellowship, code) for code in codes}
        both = {"open", "closed"} <= senses
        spoken = {code: self.language_of(fellowship, code) for code in codes}
        types = [
            code
            for code in codes
            if code != ONLINE
            and not spoken[code]
            and not (both and self.sense(fellowship, code) == "open")
        ]
        return ReadTypes(
            types=tuple(types),
            unknown=tuple(dict.fromkeys(unknown)),
            languages=tuple(dict.fromkeys(name for name in spoken.values() if name)),
            is_online=ONLINE in codes,
            is_place_closed=PLACE_CLOSED in codes,
            open_and_closed=both,
        )

    def language_of(self, fellowship: str, code: str) -> str:
        """ISO 639 code of the language a type stands for, or ""."""
        found = self.find(fellowship, code)
        return found.language if found else ""

    def _index(self, fellowship: str) -> dict[str, tuple[str, ...]]:
        """Folded word -> codes. The fellowship's own words win, codes before names."""
        if fellowship not in self._indexes:
            own = self.overrides.get(fellowship, {})
            types = {**own, **self.base, **own}  # own first, so that its names are met first
            index: dict[str, tuple[str, ...]] = {}
            for language in LANGUAGES:
                for code, found in types.items():
                    if language in found.names:
                        index.setdefault(fold(found.names[language]), (code,))
            index.update(self._usable_aliases(own))
            index.update({fold(code): (code,) for code in types})
            self._indexes[fellowship] = index
        return self._indexes[fellowship]

    def _usable_aliases(self, own: Mapping[str, MeetingType]) -> dict[str, tuple[str, ...]]:
        """Aliases whose code still has its usual meaning in the fellowship."""
        return {
            word: codes
            for word, codes in self.aliases.items()
            if all(code not in own or own[code].sense == self.base[code].sense for code in codes)
        }


def fold(text: str) -> str:
    """Lower case, no accents, single spaces, no full stop at the end: for comparing words."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFC", bare).split()).rstrip(".")


def parse_vocabulary(types_json: bytes, fellowship_types_toml: bytes) -> Vocabulary:
    """Read `meeting_types.json` and `fellowship_types.toml` of the library."""
    listed = json.loads(types_json)
    tables = tomllib.loads(fellowship_types_toml.decode())
    base = {
        code: MeetingType(
            code, names, tables["languages"].get(code, ""), tables["senses"].get(code, "")
        )
        for code, names in {**listed["types"], **listed["proposed"]}.items()
    }
    fellowships = tables["fellowship"]
    return Vocabulary(
        base=base,
        overrides={
            slug: {
                code: _override(code, entry, base)
                for code, entry in fellowships[table.get("like", slug)]["types"].items()
            }
            for slug, table in fellowships.items()
        },
        aliases={fold(word): tuple(codes.split()) for word, codes in tables["aliases"].items()},
        ignored=frozenset(map(fold, tables["ignored"]["words"])),
    )


def _override(code: str, entry: Mapping[str, str], base: Mapping[str, MeetingType]) -> MeetingType:
    same = base.get(entry.get("same_as", ""))
    names = same.names if same else {k: v for k, v in entry.items() if k in LANGUAGES}
    return MeetingType(
        code,
        names,
        language=entry.get("language", ""),
        sense=entry.get("sense") or (same.sense if same else ""),
    )


_SEPARATOR = re.compile(r"[,;|\n]")


def split_words(text: str) -> list[str]:
    """The words of a types field given as one string: "[open]", "C", "Open, Women"."""
    bare = text.strip().strip("[](){}")
    return [word.strip().strip("\"'") for word in _SEPARATOR.split(bare) if word.strip()]
