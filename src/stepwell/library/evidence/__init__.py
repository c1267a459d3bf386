"""Evidence cards: what a study found, for and against, with its source."""

from importlib import resources


def card_files() -> dict[str, bytes]:
    """By file name."""
    return {
        one.name: one.read_bytes()
        for one in sorted(resources.files(__name__).iterdir(), key=lambda one: one.name)
        if one.name.endswith(".toml")
    }
