"""What a fetch brings back, and what an answer's headers say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from stepwell.gateways.failures import FetchFailed

_SENDABLE = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,998}")
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STATUS_CODES = {
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    410: "gone",
    429: "too_many_requests",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last answer said of its version, sent back to learn if it changed."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> list[tuple[bytes, bytes]]:
        named = ((b"If-None-Match", self.etag), (b"If-Modified-Since", self.last_modified))
        return [(name, value.encode("ascii")) for name, value in named if is_sendable(value)]


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed's bytes, unpacked. url: where they came from at last, without query."""

    url: str
    body: bytes = field(repr=False)
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""

    @property
    def validators(self) -> Validators:
        return Validators(self.etag, self.last_modified)


@dataclass(frozen=True, slots=True)
class NotModified:
    """The feed is as it was when the validators were given."""

    url: str
    etag: str = ""
    last_modified: str = ""

    @property
    def validators(self) -> Validators:
        return Validators(self.etag, self.last_modified)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and headers of one response. headers: names in lower case, the first of each."""

    status: int
    headers: dict[str, str]

    @classmethod
    def of(cls, status: int, raw: list[tuple[bytes, bytes]]) -> Answer:
        headers: dict[str, str] = {}
        for name, value in raw:
            headers.setdefault(name.decode("latin-1").lower(), _text(value))
        return cls(status, headers)

    def header(self, name: str) -> str:
        return self.headers.get(name, "")

    def validator(self, name: str) -> str:
        """An ETag or Last-Modified fit to be kept and sent back, or ""."""
        value = self.header(name)
        return value if is_sendable(value) else ""

    @property
    def is_challenge(self) -> bool:
        return self.header("cf-mitigated").lower() == "challenge"

    def failure(self, where: str) -> FetchFailed:
        """The failure that a status other than success, redirect or "not modified" means."""
        if self.is_challenge:
            code = "challenge"
        elif self.status >= 500:
            code = "server_error"
        else:
            code = _STATUS_CODES.get(self.status, "unexpected_status")
        return FetchFailed(
            code, where, status=self.status, retry_after_seconds=self._retry_after_seconds()
        )

    def _retry_after_seconds(self) -> int | None:
        """Retry-After as seconds. A date is measured from the answer's own Date, so that
        no clock of ours is needed; without one it is left out."""
        text = self.header("retry-after")
        if text.isascii() and text.isdigit():
            return int(text[:9])
        try:
            wait = parsedate_to_datetime(text) - parsedate_to_datetime(self.header("date"))
        except (ValueError, TypeError):
            return None
        return max(0, int(wait.total_seconds()))


def is_sendable(value: str) -> bool:
    return bool(_SENDABLE.fullmatch(value))


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8").strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()
