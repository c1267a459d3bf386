"""What the database or the disk refuses is told in a sentence; our own mistakes are not hidden."""

from __future__ import annotations

import errno

import pytest
from django.db import DataError, IntegrityError

from stepwell.cli.output import CommandFailed
from stepwell.cli.refusals import plain_refusals


def test_value_the_database_refuses_is_told_without_the_value() -> None:
    with pytest.raises(CommandFailed) as caught, plain_refusals():
        raise DataError("value too long for type character varying(64)\nDETAIL: planted-value")

    assert "value too long" in str(caught.value)
    assert "planted" not in str(caught.value)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_file_that_cannot_be_written_is_named(number: int) -> None:
    wanted = r"/data/x cannot be used .* stepwell doctor"
    with pytest.raises(CommandFailed, match=wanted), plain_refusals():
        raise OSError(number, "told by the system", "/data/x")


@pytest.mark.parametrize("mistake", [IntegrityError("x"), OSError(errno.EBADF, "x"), KeyError("x")])
def test_mistake_of_ours_is_let_through(mistake: Exception) -> None:
    with pytest.raises(type(mistake)), plain_refusals():
        raise mistake
