"""Connections that go only where the check went, and only as long as allowed.

The name is resolved once, every address it has is checked, and the socket is opened to
one of those addresses: a name that changes between check and use (DNS rebinding)
changes nothing.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias, TypeVar

import httpcore

from stepwell.gateways.addresses import (
    AllowedHosts,
    is_allowed_host,
    parse_address,
    special_kind,
)
from stepwell.gateways.failures import FetchFailed, FetchRefused
from stepwell.gateways.feed_urls import FeedUrl
from stepwell.gateways.limits import Deadline, FetchLimits, readable_size

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""(name, port) -> numeric addresses, best first. Raises OSError where there are none."""

MAX_ADDRESSES_TRIED = 4

Done = TypeVar("Done")


def resolve_name(name: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(
    url: FeedUrl, allow: AllowedHosts, resolve: Resolver, deadline: Deadline
) -> Sequence[str]:
    """Raises: FetchRefused where any address of the host is not public or allowed."""
    literal = parse_address(url.host)
    addresses = [url.host] if literal else _resolve_within(url, resolve, deadline)
    if not addresses:
        raise FetchFailed("name_not_found", url.where)
    if not is_allowed_host(url.host, url.port, allow):
        for text in addresses:
            address = parse_address(text)
            kind = special_kind(address) if address else "not an address"
            if kind:
                raise FetchRefused(
                    "private_address",
                    url.where,
                    address=text,
                    kind=kind,
                    host=url.host,
                    port=url.port,
                )
    return addresses


def _resolve_within(url: FeedUrl, resolve: Resolver, deadline: Deadline) -> Sequence[str]:
    """The system resolver cannot be told a timeout, so it runs in a thread that is left
    behind (and ends by itself) when it takes too long."""
    answer: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put(resolve(url.host, url.port))
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, name="feed-name-lookup", daemon=True).start()
    try:
        found = answer.get(timeout=max(deadline.remaining(), 0.001))
    except queue.Empty:
        raise FetchFailed("name_timeout", url.where) from None
    if isinstance(found, Exception):
        raise FetchFailed("name_not_found", url.where) from found
    return found


class CheckedBackend(httpcore.NetworkBackend):
    """Opens the connection of one request to `url`, over `inner` (plain sockets)."""

    def __init__(
        self,
        url: FeedUrl,
        allow: AllowedHosts,
        limits: FetchLimits,
        deadline: Deadline,
        resolve: Resolver = resolve_name,
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self.url = url
        self._allow = allow
        self._limits = limits
        self._deadline = deadline
        self._resolve = resolve
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (ours is shorter near the deadline)
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        assert (host, port) == (self.url.host, self.url.port), "one backend, one host"
        addresses = checked_addresses(self.url, self._allow, self._resolve, self._deadline)
        error: Exception | None = None
        for address in addresses[:MAX_ADDRESSES_TRIED]:
            try:
                stream = self._inner.connect_tcp(
                    address, port, timeout=self._time_to_connect(), socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
            else:
                return WatchedStream(stream, self.url.where, self._limits, self._deadline)
        assert error is not None
        raise error

    def _time_to_connect(self) -> float:
        remaining = self._deadline.remaining()
        if remaining <= 0:
            raise FetchFailed("deadline", self.url.where, seconds=self._deadline.seconds)
        return min(self._limits.connect_seconds, remaining)


class WatchedStream(httpcore.NetworkStream):
    """Stops a stream at the deadline and at the number of bytes allowed on the wire.

    The bytes counted are all that come in, headers and chunk sizes too.
    """

    def __init__(
        self, inner: httpcore.NetworkStream, where: str, limits: FetchLimits, deadline: Deadline
    ) -> None:
        self._inner = inner
        self._where = where
        self._limits = limits
        self._deadline = deadline
        self._bytes_left = limits.max_wire_bytes + limits.max_header_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._before_deadline(lambda left: self._inner.read(max_bytes, left), timeout)
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            limit = readable_size(self._limits.max_wire_bytes)
            raise FetchFailed("too_large", self._where, limit=limit)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._before_deadline(lambda left: self._inner.write(buffer, left), timeout)

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._before_deadline(
            lambda left: self._inner.start_tls(ssl_context, server_hostname, left), timeout
        )
        return WatchedStream(secured, self._where, self._limits, self._deadline)

    def _before_deadline(self, operate: Callable[[float], Done], timeout: float | None) -> Done:
        remaining = self._deadline.remaining()
        allowed = remaining if timeout is None else min(timeout, remaining)
        try:
            if remaining <= 0:
                raise httpcore.ReadTimeout
            return operate(allowed)
        except httpcore.TimeoutException:
            if self._deadline.remaining() > 0:
                raise
            raise FetchFailed("deadline", self._where, seconds=self._deadline.seconds) from None

    def close(self) -> None:
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
