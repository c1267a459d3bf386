"""What goes wrong outside of Stepwell, told plainly: the database, the disk, the permissions."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, DataError, OperationalError, ProgrammingError

from stepwell.cli.output import CommandFailed

_CANNOT_WRITE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT}


@contextmanager
def plain_refusals() -> Iterator[None]:
    """Raise CommandFailed where the database or a file refuses; let mistakes of ours through."""
    try:
        yield
    except DataError as error:
        raise CommandFailed(f"The database refuses a value ({_first_line(error)}).") from error
    except (OperationalError, ProgrammingError) as error:
        problem = _misfit()
        if problem is None and isinstance(error, ProgrammingError):
            raise
        raise CommandFailed(
            problem
            or f"The database cannot do this ({_first_line(error)}). Look for the cause with: "
            "stepwell doctor"
        ) from error
    except OSError as error:
        if error.errno not in _CANNOT_WRITE:
            raise
        raise CommandFailed(
            f"{error.filename or 'A file'} cannot be used ({error.strerror}). Look for the cause "
            "with: stepwell doctor"
        ) from error


def _misfit() -> str | None:
    """Why the database is of another version; None if it is not, or does not say."""
    from stepwell.queries.installation import database_misfit

    try:
        return database_misfit() or None
    except DatabaseError:
        return None


def _first_line(error: Exception) -> str:
    """The lines after it may show the values."""
    return str(error).strip().partition("\n")[0]
