"""Flesch-Kincaid grade of English text, with syllables counted by rule."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n\s*\n|\n[-#\d]")


def syllables(word: str) -> int:
    """Groups of vowels, less a silent last e; at least one."""
    word = word.casefold().split("'")[0].split("’")[0]
    count = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeioutd]ed$|[^aeiouyscxzgh]es$", word) and count > 1:
        count -= 1
    return max(count, 1)


def grade(text: str) -> float:
    """US school grade. Source: Kincaid and others 1975, 0.39 x words per sentence +
    11.8 x syllables per word - 15.59. Lists and headings count as sentences."""
    sentences = [part for part in _SENTENCE_END.split(text) if part and _WORD.search(part)]
    words = _WORD.findall(text)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59
