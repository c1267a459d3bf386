"""Feed addresses: read once, strictly, so that no second parser can read them otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from stepwell.gateways.addresses import (
    AllowedHosts,
    host_and_port,
    is_allowed_port,
    is_odd_spelling,
    parse_address,
)
from stepwell.gateways.failures import FetchRefused

DEFAULT_PORTS = {"http": 80, "https": 443}
USUAL_PORTS = frozenset({80, 443, 8080, 8443})
MAX_URL_LENGTH = 4096

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_KEPT = "!$&'()*+,;=:@/%~-._"


@dataclass(frozen=True, slots=True)
class FeedUrl:
    """A checked address. host: ASCII, lower case, IPv6 without brackets.
    target: path and query as they go on the wire."""

    scheme: str
    host: str
    port: int
    path: str
    query: str = ""

    @property
    def target(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.port == DEFAULT_PORTS[self.scheme]:
            return host
        return host_and_port(self.host, self.port)

    @property
    def where(self) -> str:
        """The address as it may be shown and logged: no query."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def full(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_feed_url(url: str, allow: AllowedHosts) -> FeedUrl:
    """Raises: FetchRefused for anything but a plain http(s) address on a usual port."""
    where = showable(url)
    if _FORBIDDEN.search(url):
        raise FetchRefused("bad_url", where, detail="it holds spaces or control characters.")
    if len(url) > MAX_URL_LENGTH:
        raise FetchRefused("bad_url", where, detail="it is too long.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchRefused("bad_url", where, detail="its host or port is wrong.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise FetchRefused("bad_scheme", where)
    if "@" in parts.netloc:
        raise FetchRefused("credentials", where)
    host = _host(parts.hostname or "", where)
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    if port not in USUAL_PORTS and not is_allowed_port(host, port, allow):
        raise FetchRefused("bad_port", where, host=host, port=port)
    return FeedUrl(
        parts.scheme,
        host,
        port,
        path=quote(parts.path or "/", safe=_KEPT),
        query=quote(parts.query, safe=_KEPT + "?[]"),
    )


def follow_redirect(source: FeedUrl, location: str, allow: AllowedHosts) -> FeedUrl:
    """Raises: FetchRefused where the redirect leads somewhere unsafe."""
    if _FORBIDDEN.search(location):
        raise FetchRefused(
            "bad_url", showable(location), detail="it holds spaces or control characters."
        )
    try:
        joined = urljoin(source.full, location)
    except ValueError:
        raise FetchRefused(
            "bad_url", showable(location), detail="its host or port is wrong."
        ) from None
    target = parse_feed_url(joined, allow)
    if source.scheme == "https" and target.scheme == "http":
        raise FetchRefused("downgrade", target.where)
    return target


def showable(url: str) -> str:
    """`url` without query, fragment, credentials and control characters, shortened."""
    bare = re.split(r"[?#]", url, maxsplit=1)[0]
    bare = re.sub(r"[\x00-\x1f\x7f]", "", bare).strip()
    scheme, separator, rest = bare.rpartition("://")
    authority, slash, path = rest.partition("/")
    shown = f"{scheme}{separator}{authority.rpartition('@')[2]}{slash}{path}"
    return (shown[:200] + "…") if len(shown) > 200 else shown or "(nothing)"


def _host(host: str, where: str) -> str:
    """The host as it is looked up: names in ASCII, so that look-alikes of digits and
    dots (１２７。0.0.1) are seen as what they are."""
    if ":" in host:
        if parse_address(host) is None or "%" in host:
            raise FetchRefused("bad_url", where, detail="its host is wrong.")
        return str(parse_address(host))
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise FetchRefused("bad_url", where, detail="its host is not a valid name.") from None
    if is_odd_spelling(name):
        raise FetchRefused("odd_address", where)
    if not _NAME.fullmatch(name):
        raise FetchRefused("bad_url", where, detail="its host is not a valid name.")
    return name
