"""Fetching a feed from the internet: bounded in time and size, and only from public hosts.

No cookies, no credentials, no proxies; the name and version of this software is all a
server learns. What the body says is judged by the parsers, not here.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import certifi
import h11
import httpcore

from stepwell import __version__
from stepwell.gateways.addresses import AllowedHosts
from stepwell.gateways.answers import (
    NO_VALIDATORS,
    REDIRECTS,
    Answer,
    Fetched,
    NotModified,
    Validators,
)
from stepwell.gateways.connections import CheckedBackend, Resolver, resolve_name
from stepwell.gateways.decoding import ACCEPTED_ENCODINGS, BodyReader
from stepwell.gateways.failures import FetchError, FetchFailed, FetchRefused
from stepwell.gateways.feed_files import read_file
from stepwell.gateways.feed_urls import FeedUrl, follow_redirect, parse_feed_url
from stepwell.gateways.limits import DEFAULT_LIMITS, Deadline, FetchLimits, readable_size

__all__ = [
    "AllowedHosts",
    "FetchError",
    "FetchFailed",
    "FetchLimits",
    "FetchRefused",
    "Fetched",
    "NotModified",
    "Validators",
    "fetch",
    "read_file",
]

USER_AGENT = f"Stepwell/{__version__}"
ACCEPT = "application/json, text/csv;q=0.9, */*;q=0.5"


def fetch(
    url: str,
    *,
    allow: AllowedHosts,
    validators: Validators = NO_VALIDATORS,
    limits: FetchLimits = DEFAULT_LIMITS,
    resolve: Resolver = resolve_name,
    tls: ssl.SSLContext | None = None,
) -> Fetched | NotModified:
    """The feed at `url`, or word that it has not changed since `validators`.

    allow: hosts ("host" or "host:port") that may be private or use an unusual port.
    resolve and tls stand in for the system's name look-up and trusted roots.
    Raises: FetchRefused, FetchFailed.
    """
    allow = frozenset(host.lower() for host in allow)
    deadline = Deadline(limits.total_seconds)
    here = parse_feed_url(url, allow)
    for _ in range(limits.max_redirects + 1):
        backend = CheckedBackend(here, allow, limits, deadline, resolve)
        with _request(here, backend, validators, limits, tls or trusted_roots()) as response:
            answer = _answer(response, here.where, limits)
            if answer.status not in REDIRECTS:
                return _result(here, response, answer, validators, limits)
        if not answer.header("location"):
            raise FetchFailed("bad_redirect", here.where)
        here = follow_redirect(here, answer.header("location"), allow)
    raise FetchFailed("too_many_redirects", here.where, limit=limits.max_redirects)


@cache
def trusted_roots() -> ssl.SSLContext:
    """The system's roots, and certifi's where the system has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


@contextmanager
def _request(
    url: FeedUrl,
    backend: CheckedBackend,
    validators: Validators,
    limits: FetchLimits,
    tls: ssl.SSLContext,
) -> Iterator[httpcore.Response]:
    """One GET over a connection of its own; transport errors told in our words, also
    those that come while the caller reads the body."""
    timeouts = {"connect": limits.connect_seconds, "read": limits.read_seconds}
    with (
        _told(url.where, limits),
        httpcore.ConnectionPool(
            ssl_context=tls, network_backend=backend, max_keepalive_connections=0
        ) as pool,
        pool.stream(
            b"GET",
            httpcore.URL(
                scheme=url.scheme.encode(),
                host=url.host.encode(),
                port=url.port,
                target=url.target.encode(),
            ),
            headers=[
                (b"Host", url.authority.encode()),
                (b"User-Agent", USER_AGENT.encode()),
                (b"Accept", ACCEPT.encode()),
                (b"Accept-Encoding", ACCEPTED_ENCODINGS.encode()),
                (b"Connection", b"close"),
                *validators.headers(),
            ],
            extensions={"timeout": {**timeouts, "write": limits.read_seconds}},
        ) as response,
    ):
        yield response


@contextmanager
def _told(where: str, limits: FetchLimits) -> Iterator[None]:
    try:
        yield
    except httpcore.ConnectTimeout:
        raise FetchFailed("connect_timeout", where) from None
    except httpcore.TimeoutException:
        raise FetchFailed("read_timeout", where, seconds=limits.read_seconds) from None
    except httpcore.ConnectError as error:
        raise _connect_failure(error, where) from None
    except httpcore.NetworkError:
        raise FetchFailed("truncated", where) from None
    except httpcore.ProtocolError as error:
        raise _protocol_failure(error, where) from None


def _connect_failure(error: httpcore.ConnectError, where: str) -> FetchFailed:
    cause = _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FetchFailed("tls", where, detail=cause.verify_message.rstrip("."))
    if isinstance(cause, ssl.SSLError):
        return FetchFailed("tls", where, detail="no secure connection could be made")
    return FetchFailed("connect", where)


def _cause(error: Exception) -> object:
    """What httpcore wrapped: its pool clears `__cause__`, the argument stays."""
    return error.args[0] if error.args else None


def _protocol_failure(error: httpcore.ProtocolError, where: str) -> FetchFailed:
    cause = _cause(error)
    if isinstance(cause, h11.RemoteProtocolError):
        if cause.error_status_hint == 431:
            return FetchFailed("headers_too_large", where)
        if "incomplete" in str(cause) or "without sending complete" in str(cause):
            return FetchFailed("truncated", where)
    elif "disconnected" in str(error):  # httpcore's own: closed before any answer
        return FetchFailed("truncated", where)
    return FetchFailed("protocol", where)


def _answer(response: httpcore.Response, where: str, limits: FetchLimits) -> Answer:
    size = sum(len(name) + len(value) + 4 for name, value in response.headers)
    if size > limits.max_header_bytes:
        raise FetchFailed("headers_too_large", where)
    return Answer.of(response.status, response.headers)


def _result(
    url: FeedUrl,
    response: httpcore.Response,
    answer: Answer,
    validators: Validators,
    limits: FetchLimits,
) -> Fetched | NotModified:
    etag, last_modified = answer.validator("etag"), answer.validator("last-modified")
    if answer.status == 304 and validators.headers():
        return NotModified(
            url.where, etag or validators.etag, last_modified or validators.last_modified
        )
    if answer.status != 200 or answer.is_challenge:
        raise answer.failure(url.where)
    return Fetched(
        url=url.where,
        body=_body(url.where, response, answer, limits),
        content_type=answer.header("content-type"),
        etag=etag,
        last_modified=last_modified,
    )


def _body(where: str, response: httpcore.Response, answer: Answer, limits: FetchLimits) -> bytes:
    reader = BodyReader(answer.header("content-encoding"), where, limits)
    announced = answer.header("content-length")
    if announced.isdigit() and int(announced[:18]) > limits.max_wire_bytes:
        raise FetchFailed("too_large", where, limit=readable_size(limits.max_wire_bytes))
    for piece in response.iter_stream():
        reader.add(piece)
    return reader.finish()
