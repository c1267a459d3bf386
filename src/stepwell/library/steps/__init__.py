"""The twelve steps and their worksheets: structure in TOML, words in Markdown by language."""

from __future__ import annotations

from importlib import resources

FOLDERS = ("steps", "worksheets")
ENDINGS = (".toml", ".md")


def workbook_files() -> dict[str, bytes]:
    """Every file, by its name from this folder."""
    here = resources.files(__name__)
    return {
        f"{folder}/{one.name}" if folder else one.name: one.read_bytes()
        for folder in ("", *FOLDERS)
        for one in (here.joinpath(folder) if folder else here).iterdir()
        if one.name.endswith(ENDINGS)
    }
