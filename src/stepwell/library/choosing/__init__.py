"""What speaks for or against each intervention in someone's situation."""

from importlib import resources


def choice_files() -> dict[str, bytes]:
    """By file name."""
    return {
        one.name: one.read_bytes()
        for one in sorted(resources.files(__name__).iterdir(), key=lambda one: one.name)
        if one.name.endswith(".toml")
    }
