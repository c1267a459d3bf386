"""Bytes to text and TOML; what cannot be read becomes a problem beside the others."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from stepwell.domain.protocols.problems import Problem


def decode_files(files: Mapping[str, bytes], problems: list[Problem]) -> dict[str, str]:
    texts = {}
    for name, data in files.items():
        try:
            texts[name] = data.decode()
        except UnicodeDecodeError:
            problems.append(Problem(name, "", "It is not UTF-8 text.", "Save it as UTF-8."))
    return texts


def read_toml(name: str, text: str, problems: list[Problem]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(
            Problem(
                name,
                "",
                f"It is not valid TOML: {error}.",
                "Look near that line for a missing quote, bracket or equals sign.",
            )
        )
        return None
