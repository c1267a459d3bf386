"""The shipped interventions, a folder for each version: structure in TOML, words in Markdown."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

PUBLISHED = "published.toml"


def versions() -> list[tuple[str, int]]:
    """Slug and version of every folder, by name."""
    found = []
    for folder in resources.files(__name__).iterdir():
        if folder.is_dir() and not folder.name.startswith("__"):
            for one in folder.iterdir():
                if one.is_dir() and one.name[1:].isdigit():
                    found.append((folder.name, int(one.name[1:])))
    return sorted(found)


def protocol_files(slug: str, version: int) -> dict[str, bytes]:
    """Every file of a version, by its name from there.

    Raises:
        FileNotFoundError: there is no such version.
    """
    folder = resources.files(__name__).joinpath(slug, f"v{version}")
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no version {version} of the protocol {slug!r}.")
    return dict(_walk(folder, ""))


def _walk(folder: Traversable, above: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for one in folder.iterdir():
        if one.is_dir():
            found.extend(_walk(one, f"{above}{one.name}/"))
        else:
            found.append((above + one.name, one.read_bytes()))
    return found
