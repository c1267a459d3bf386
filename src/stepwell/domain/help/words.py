"""The words around the texts of the help pages, one file for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from types import MappingProxyType

Words = Mapping[str, str]


class WordsError(ValueError):
    """The files of words are wrong; the message names every problem."""


def parse_words(files: Mapping[str, bytes]) -> Mapping[str, Words]:
    """Words by language and key; every language has all of them.

    Args:
        files: their bytes by language.

    Raises:
        WordsError: with all problems at once.
    """
    words = {language: _read(language, data) for language, data in files.items()}
    every = {key for one in words.values() for key in one}
    problems = [
        f"words.{language}.toml: {problem}"
        for language, one in words.items()
        for problem in (
            *(f"{key} is missing." for key in sorted(every - set(one))),
            *(
                f"{key} must be text that is not empty."
                for key, text in one.items()
                if not _ok(text)
            ),
        )
    ]
    if problems:
        raise WordsError("\n".join(problems))
    return MappingProxyType({key: MappingProxyType(one) for key, one in words.items()})


def _read(language: str, data: bytes) -> dict[str, str]:
    try:
        return tomllib.loads(data.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordsError(f"words.{language}.toml is not valid TOML in UTF-8: {error}.") from error


def _ok(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())
