"""Reading one TOML file of the safety library into a type, with errors worded for its author."""

from __future__ import annotations

import tomllib
from typing import TypeVar

import msgspec

Shape = TypeVar("Shape")


class SafetyFileError(ValueError):
    """A file of the safety library is wrong somewhere; the message says where and what to do."""


def read_toml(data: bytes, shape: type[Shape], file: str) -> Shape:
    """file: its name, for the messages.

    Raises:
        SafetyFileError: it is not UTF-8, not TOML, or has a key or value that its type refuses.
    """
    try:
        return msgspec.convert(tomllib.loads(data.decode()), shape)
    except UnicodeDecodeError as error:
        raise SafetyFileError(f"{file} is not UTF-8 text: {error}. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SafetyFileError(
            f"{file} is not valid TOML: {error}. Look for a missing quote near that line."
        ) from error
    except msgspec.ValidationError as error:
        raise SafetyFileError(
            f"{file}: {error}. Compare it with another file of its folder; "
            "library/safety/README.md names every key."
        ) from error


def check_none(file: str, problems: list[str]) -> None:
    """Raises SafetyFileError naming every problem at once."""
    if problems:
        raise SafetyFileError("\n".join(f"{file}: {problem}" for problem in problems))
