"""Where a feed's bytes come from: the web through the gateway, or a local file."""

from __future__ import annotations

from pathlib import Path

from stepwell import __version__
from stepwell.actions.feeds import is_address
from stepwell.gateways.feeds import Fetched, NotModified, Validators, fetch, read_file
from stepwell.records.directory.models import Feed


def read_source(feed: Feed, *, conditional: bool) -> Fetched | NotModified:
    """The feed's bytes, or that they have not changed (only when asked `conditional`).

    What another version of this software read is read again: this one may understand more.

    Raises:
        FetchRefused, FetchFailed: with a stable code and a sentence for the administrator.
    """
    is_ours = feed.validators_version == __version__
    validators = (
        Validators(feed.etag, feed.last_modified) if conditional and is_ours else Validators()
    )
    return fetch_source(feed.source, allowed_host=feed.allowed_host, validators=validators)


def keep_validators(feed: Feed, answer: Fetched | NotModified) -> None:
    """Set what the next conditional reading sends: exactly what the source said, or nothing."""
    feed.etag = _whole_or_nothing(answer.etag, 500)
    feed.last_modified = _whole_or_nothing(answer.last_modified, 100)
    feed.validators_version = __version__


def fetch_source(
    source: str, *, allowed_host: str = "", validators: Validators | None = None
) -> Fetched | NotModified:
    """The same for a source that no feed record stands for."""
    if not is_address(source):
        return read_file(Path(source))
    allow = frozenset({allowed_host} if allowed_host else ())
    return fetch(source, allow=allow, validators=validators or Validators())


def _whole_or_nothing(value: str, longest: int) -> str:
    return value if len(value) <= longest else ""
