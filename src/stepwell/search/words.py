"""Search words: folded, looked up by prefix, small typos forgiven.

A word matches exactly where it equals or begins a word of the listing ("seren" finds
"Serenity"). Only a word that matches nothing so is looked up again by edit distance:
one edit from four letters, two from eight, a swap of neighbors counting as one.
Words with digits (ZIP codes, house numbers) are never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from stepwell.search.container import Array
from stepwell.search.recent import Recent
from stepwell.search.tables import ByteTable, ListTable

MIN_FUZZY_LETTERS: Final = 4
TWO_EDITS_FROM_LETTERS: Final = 8
MAX_QUERY_WORDS: Final = 12
"""More than anyone types; the rest is ignored so that one request stays cheap."""

_CACHED_WORDS: Final = 256
_LAST_CHARACTER: Final = "\U0010ffff"
_APOSTROPHES: Final = re.compile("['’‘ʼ`´]")
_WITHOUT_SPACES: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TOKEN: Final = re.compile(f"[{_WITHOUT_SPACES}]|[^\\W_{_WITHOUT_SPACES}]+")
_UNDECOMPOSED: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)

Rows = npt.NDArray[np.uint32]


def fold(text: str) -> str:
    """Without case or accents, so that "Café" and "cafe" are one word."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return unicodedata.normalize("NFC", bare).casefold().translate(_UNDECOMPOSED)


@lru_cache(maxsize=1 << 16)
def tokens(text: str) -> tuple[str, ...]:
    """Words in order. Scripts written without spaces give one word per character."""
    return tuple(_TOKEN.findall(_APOSTROPHES.sub("", fold(text))))


def query_words(text: str) -> tuple[str, ...]:
    """The distinct words of a question, at most MAX_QUERY_WORDS of them."""
    return tuple(dict.fromkeys(tokens(text)))[:MAX_QUERY_WORDS]


def allowed_edits(word: str) -> int:
    if len(word) < MIN_FUZZY_LETTERS or any(character.isdigit() for character in word):
        return 0
    return 2 if len(word) >= TWO_EDITS_FROM_LETTERS else 1


@dataclass(frozen=True, slots=True)
class WordMatch:
    """rows: ascending, each once."""

    rows: Rows
    is_exact: bool


class WordIndex:
    """Sorted vocabulary with the rows of every word. Threads may share it."""

    def __init__(self, arrays: Mapping[str, Array], row_count: int) -> None:
        self._table = ByteTable(arrays, "words")
        self._postings = ListTable(arrays, "word_rows")
        self._row_count = row_count
        self._found = Recent[str, WordMatch](_CACHED_WORDS)

    @cached_property
    def vocabulary(self) -> list[str]:
        return self._table.texts()

    def match(self, word: str) -> WordMatch:
        """Args: word: folded, as `tokens` gives it."""
        return self._found.get(word, self._look_up)

    def _look_up(self, word: str) -> WordMatch:
        first = bisect_left(self.vocabulary, word)
        end = bisect_left(self.vocabulary, word + _LAST_CHARACTER, lo=first)
        if end - first == 1:
            return WordMatch(self._postings[first], is_exact=True)
        if end > first:
            return WordMatch(self._distinct(self._postings.between(first, end)), is_exact=True)
        similar = [self._postings[index] for index in self._similar(word)]
        if not similar:
            return WordMatch(np.empty(0, np.uint32), is_exact=True)
        return WordMatch(self._distinct(np.concatenate(similar)), is_exact=False)

    def _similar(self, word: str) -> list[int]:
        edits = allowed_edits(word)
        if not edits:
            return []
        near = process.extract(
            word, self.vocabulary, scorer=OSA.distance, score_cutoff=edits, limit=None
        )
        return sorted(index for text, _, index in near if text.isalpha())

    def _distinct(self, rows: Rows) -> Rows:
        if rows.size < self._row_count // 64:
            return np.unique(rows)
        is_in = np.zeros(self._row_count, np.bool_)
        is_in[rows] = True
        return np.flatnonzero(is_in).astype(np.uint32)
