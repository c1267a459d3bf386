"""The data shipped with Stepwell. This floor hands over bytes; `domain` parses them."""

from importlib import resources


def read_bytes(path: str) -> bytes:
    """Return one file of the library, named from its root with slashes.

    Raises:
        FileNotFoundError: no such file; the message names it.
    """
    return resources.files(__name__).joinpath(*path.split("/")).read_bytes()
