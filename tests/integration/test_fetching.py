"""The fetch gateway against real servers on the loopback interface."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
import trustme

from factories.feed_server import FeedServer, always, answer
from stepwell import __version__
from stepwell.gateways.feeds import (
    Fetched,
    FetchFailed,
    FetchLimits,
    FetchRefused,
    NotModified,
    Validators,
    fetch,
)

QUICK = FetchLimits(connect_seconds=0.5, read_seconds=0.3, total_seconds=5.0)
FEED = b'[{"slug": "a", "name": "A"}]'
MEBIBYTE = 1024 * 1024


def get(server: FeedServer, path: str = "/feed.json", **options: object) -> Fetched | NotModified:
    options = {"allow": {server.host}, "limits": QUICK, **options}
    return fetch(server.url(path), **options)  # type: ignore[arg-type]


def failure_of(server: FeedServer, path: str = "/feed.json", **options: object) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        get(server, path, **options)
    return caught.value


def test_fetch_plain_feed_returns_body_and_what_the_headers_say() -> None:
    reply = always(
        answer(
            FEED,
            "Content-Type: application/json; charset=utf-8",
            'ETag: "v1"',
            "Last-Modified: Wed, 25 Nov 2026 10:00:00 GMT",
        )
    )
    with FeedServer(reply) as server:
        result = get(server, "/feed.json?key=secret#part")

    assert result == Fetched(
        url=f"http://{server.host}/feed.json",
        body=FEED,
        content_type="application/json; charset=utf-8",
        etag='"v1"',
        last_modified="Wed, 25 Nov 2026 10:00:00 GMT",
    )


def test_fetch_request_says_who_we_are_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with FeedServer(always(answer(FEED, "Set-Cookie: a=b"))) as server:
        get(server, "/fé ed".replace(" ", "%20") + "?key=k&x=[1]")

    line, *headers = server.requests[0].strip().split("\r\n")
    assert line == "GET /f%C3%A9%20ed?key=k&x=[1] HTTP/1.1"
    assert headers == [
        f"Host: {server.host}",
        f"User-Agent: Stepwell/{__version__}",
        "Accept: application/json, text/csv;q=0.9, */*;q=0.5",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
    ]


def test_fetch_with_validators_reports_not_modified() -> None:
    seen = Validators(etag='W/"v1"', last_modified="Wed, 25 Nov 2026 10:00:00 GMT")
    with FeedServer(always(b"HTTP/1.1 304 Not Modified\r\n\r\n")) as server:
        result = get(server, validators=seen)

    assert isinstance(result, NotModified)
    assert result.validators == seen
    assert 'If-None-Match: W/"v1"\r\n' in server.requests[0]
    assert "If-Modified-Since: Wed, 25 Nov 2026 10:00:00 GMT\r\n" in server.requests[0]


def test_fetch_not_modified_without_validators_is_a_failure() -> None:
    with FeedServer(always(b"HTTP/1.1 304 Not Modified\r\n\r\n")) as server:
        assert failure_of(server).code == "unexpected_status"


def test_fetch_validator_with_line_break_is_not_sent() -> None:
    with FeedServer(always(answer(FEED))) as server:
        get(server, validators=Validators(etag='"a"\r\nX-Evil: 1'))

    assert "Evil" not in server.requests[0]


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(FEED, mtime=0)),
        ("GZIP", gzip.compress(FEED, mtime=0)),
        ("x-gzip", gzip.compress(FEED[:5], mtime=0) + gzip.compress(FEED[5:], mtime=0)),
        ("gzip", gzip.compress(FEED, mtime=0) + b"\0" * 512),
        ("deflate", zlib.compress(FEED)),
        ("deflate", raw_deflate(FEED)),
        ("identity", FEED),
    ],
)
def test_fetch_unpacks_each_encoding(encoding: str, body: bytes) -> None:
    pieces = [bytes([byte]) for byte in answer(body, f"Content-Encoding: {encoding}")]
    with FeedServer(always(*pieces)) as server:
        result = get(server)

    assert isinstance(result, Fetched)
    assert result.body == FEED


@pytest.mark.parametrize(
    ("encoding", "body", "code"),
    [
        ("br", FEED, "unknown_encoding"),
        ("gzip, gzip", FEED, "unknown_encoding"),
        ("gzip", FEED, "bad_compression"),
        ("gzip", gzip.compress(FEED, mtime=0) + b"junk", "bad_compression"),
        ("gzip", gzip.compress(FEED, mtime=0)[:-4], "truncated"),
        ("deflate", zlib.compress(FEED)[:-3], "truncated"),
        ("gzip", gzip.compress(b"", mtime=0), "empty"),
        ("identity", b"", "empty"),
    ],
)
def test_fetch_wrongly_packed_body_fails(encoding: str, body: bytes, code: str) -> None:
    with FeedServer(always(answer(body, f"Content-Encoding: {encoding}"))) as server:
        assert failure_of(server).code == code


def test_fetch_html_is_passed_on_for_the_parser_to_refuse() -> None:
    with FeedServer(always(answer(b"<html>", "Content-Type: text/html"))) as server:
        result = get(server)

    assert isinstance(result, Fetched)
    assert result.content_type == "text/html"


@pytest.mark.parametrize(
    "pieces",
    [
        [answer(FEED, length=len(FEED) + 1)],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nabcde\r\n"],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nabc"],
        [b""],
        [b"HTTP/1.1 200 OK\r\nContent-Le"],
    ],
    ids=["length", "no last chunk", "cut chunk", "nothing", "cut headers"],
)
def test_fetch_body_that_breaks_off_is_truncated(pieces: list[bytes]) -> None:
    with FeedServer(always(*pieces)) as server:
        assert failure_of(server).code == "truncated"


def test_fetch_whole_chunked_body_is_joined() -> None:
    pieces = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"2\r\nab\r\n"]
    with FeedServer(always(*pieces, b"1\r\nc\r\n", b"0\r\n\r\n")) as server:
        result = get(server)

    assert isinstance(result, Fetched)
    assert result.body == b"abc"


def test_fetch_gibberish_is_a_protocol_failure() -> None:
    with FeedServer(always(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")) as server:
        assert failure_of(server).code == "protocol"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("401 Unauthorized", "unauthorized"),
        ("403 Forbidden", "forbidden"),
        ("404 Not Found", "not_found"),
        ("410 Gone", "gone"),
        ("429 Too Many", "too_many_requests"),
        ("500 Oops", "server_error"),
        ("503 Busy", "server_error"),
        ("206 Partial", "unexpected_status"),
        ("418 Teapot", "unexpected_status"),
        ("302 Found", "bad_redirect"),
    ],
)
def test_fetch_status_has_its_own_code(status: str, code: str) -> None:
    with FeedServer(always(answer(b"no", status=status))) as server:
        failure = failure_of(server, "/feed?key=secret")

    assert failure.code == code
    assert "secret" not in str(failure)
    assert f"http://{server.host}/feed" in str(failure)


@pytest.mark.parametrize("status", ["403 Forbidden", "503 Busy", "200 OK"])
def test_fetch_bot_check_is_called_a_challenge(status: str) -> None:
    with FeedServer(always(answer(b"<html>", "cf-mitigated: challenge", status=status))) as server:
        assert failure_of(server).code == "challenge"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        (["Retry-After: 120"], 120),
        (
            [
                "Date: Wed, 25 Nov 2026 10:00:00 GMT",
                "Retry-After: Wed, 25 Nov 2026 10:05:00 GMT",
            ],
            300,
        ),
        (["Retry-After: Wed, 25 Nov 2026 10:05:00 GMT"], None),
        (["Retry-After: soon"], None),
        ([], None),
    ],
)
def test_fetch_retry_after_is_reported(headers: list[str], seconds: int | None) -> None:
    with FeedServer(always(answer(b"no", *headers, status="503 Busy"))) as server:
        failure = failure_of(server)

    assert failure.retry_after_seconds == seconds
    assert failure.status == 503


def test_fetch_hung_server_is_left_after_the_read_limit() -> None:
    def hang(_request: str) -> Iterator[bytes]:
        server.stopped.wait(5)
        yield b""

    with FeedServer(hang) as server:
        began = time.monotonic()
        failure = failure_of(server)
        server.stopped.set()

    assert failure.code == "read_timeout"
    assert time.monotonic() - began < 1.5


@pytest.mark.parametrize("where", ["headers", "body", "chunk sizes"])
def test_fetch_slow_drip_is_stopped_by_the_total_limit(where: str) -> None:
    starts = {
        "headers": b"HTTP/1.1 200 OK\r\nX-A: ",
        "body": b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
        "chunk sizes": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0",
    }

    def drip(_request: str) -> Iterator[bytes]:
        yield starts[where]
        for _ in range(1000):
            yield b"0"
            if server.stopped.wait(0.05):
                return

    with FeedServer(drip) as server:
        began = time.monotonic()
        failure = failure_of(server, limits=replace(QUICK, total_seconds=0.5))

    assert failure.code == "deadline"
    assert time.monotonic() - began < 1.5


def test_fetch_unanswered_port_is_a_connect_failure() -> None:
    with FeedServer(always()) as server:
        pass

    assert failure_of(server).code == "connect"


def test_fetch_announced_300_mb_is_refused_before_reading() -> None:
    def huge(_request: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Length: 314572800\r\n\r\n"
        for _ in range(300):
            yield bytes(MEBIBYTE)

    with FeedServer(huge) as server:
        failure = failure_of(server)

    assert failure.code == "too_large"
    assert server.sent < 10 * MEBIBYTE


@pytest.mark.parametrize("chunked", [False, True])
def test_fetch_unannounced_300_mb_stops_at_the_limit_in_bounded_memory(chunked: bool) -> None:
    piece = bytes(MEBIBYTE)

    def huge(_request: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        yield b"Transfer-Encoding: chunked\r\n\r\n" if chunked else b"\r\n"
        for _ in range(300):
            yield b"100000\r\n" + piece + b"\r\n" if chunked else piece

    with FeedServer(huge) as server:
        tracemalloc.start()
        failure = failure_of(server, limits=replace(QUICK, max_wire_bytes=4 * MEBIBYTE))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert failure.code == "too_large"
    assert "4 MB" in str(failure)
    assert server.sent < 20 * MEBIBYTE
    assert peak < 12 * MEBIBYTE


def test_fetch_tiny_chunks_cannot_outrun_the_wire_limit() -> None:
    def crumbs(_request: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        for _ in range(300):
            yield b"1;extension=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\na\r\n" * 1000

    limits = replace(QUICK, max_wire_bytes=MEBIBYTE)
    with FeedServer(crumbs) as server:
        assert failure_of(server, limits=limits).code == "too_large"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (replace(QUICK, max_body_bytes=32 * MEBIBYTE), "bomb"),
        (
            replace(QUICK, max_body_bytes=4 * MEBIBYTE, max_ratio_from_bytes=4 * MEBIBYTE),
            "too_large",
        ),
    ],
)
def test_fetch_gzip_bomb_stops_early_in_bounded_memory(limits: FetchLimits, code: str) -> None:
    bomb = gzip.compress(bytes(300 * MEBIBYTE), compresslevel=1)
    with FeedServer(always(answer(bomb, "Content-Encoding: gzip"))) as server:
        tracemalloc.start()
        failure = failure_of(server, limits=limits)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert failure.code == code
    assert peak < 16 * MEBIBYTE


def test_fetch_endless_headers_are_stopped() -> None:
    def endless(_request: str) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n"
        for number in range(1_000_000):
            yield f"X-{number}: {'x' * 4000}\r\n".encode()

    with FeedServer(endless) as server:
        assert failure_of(server).code == "headers_too_large"


def test_fetch_headers_over_the_limit_are_refused() -> None:
    limits = replace(QUICK, max_header_bytes=1000)
    with FeedServer(always(answer(FEED, "X-A: " + "x" * 1000))) as server:
        assert failure_of(server, limits=limits).code == "headers_too_large"


def redirect(location: str, status: str = "302 Found") -> bytes:
    return answer(b"", f"Location: {location}", status=status)


@pytest.mark.parametrize("status", ["301 M", "302 F", "303 S", "307 T", "308 P"])
def test_fetch_redirect_is_followed(status: str) -> None:
    def reply(request: str) -> list[bytes]:
        return [redirect("new?x=1", status) if "/old" in request else answer(FEED)]

    with FeedServer(reply) as server:
        result = get(server, "/dir/old")

    assert result.url == f"http://{server.host}/dir/new"
    assert server.requests[1].startswith("GET /dir/new?x=1 ")


def test_fetch_redirect_loop_ends_after_five() -> None:
    with FeedServer(always(redirect("/feed.json?token=secret"))) as server:
        failure = failure_of(server)

    assert failure.code == "too_many_redirects"
    assert len(server.requests) == 6
    assert "secret" not in str(failure)


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.1/inside", "private_address"),
        ("//127.0.0.1:8080/inside", "private_address"),
        ("http://169.254.169.254/latest/meta-data", "private_address"),
        ("http://[::1]/", "private_address"),
        ("http://2130706433/", "odd_address"),
        ("http://inside.example/", "private_address"),
        ("ftp://files.example/", "bad_scheme"),
        ("file:///etc/passwd", "bad_scheme"),
        ("http://user:secret@feeds.example/", "credentials"),
        ("http://feeds.example:22/", "bad_port"),
    ],
)
def test_fetch_redirect_to_where_we_may_not_go_is_refused(location: str, code: str) -> None:
    with FeedServer(always(redirect(location))) as server, pytest.raises(FetchRefused) as caught:
        get(server, resolve=lambda _name, _port: ["10.1.2.3"])

    assert caught.value.code == code
    assert "secret" not in str(caught.value)
    assert len(server.requests) == 1


def test_fetch_name_that_resolves_to_loopback_is_refused_and_not_contacted() -> None:
    with FeedServer(always(answer(FEED))) as server, pytest.raises(FetchRefused) as caught:
        fetch(
            f"http://feeds.example:{server.port}/",
            allow={server.host, f"other.example:{server.port}"},
            limits=QUICK,
            resolve=lambda _name, _port: ["127.0.0.1"],
        )

    assert caught.value.code == "bad_port"

    with pytest.raises(FetchRefused) as caught:
        fetch("http://feeds.example/", allow=set(), resolve=lambda _name, _port: ["127.0.0.1"])

    assert caught.value.code == "private_address"
    assert server.requests == []


def test_fetch_localhost_by_the_system_resolver_is_refused() -> None:
    with pytest.raises(FetchRefused) as caught:
        fetch("http://localhost/", allow=set(), limits=QUICK)

    assert caught.value.code == "private_address"


def test_fetch_allowed_name_connects_to_the_checked_address() -> None:
    asked: list[tuple[str, int]] = []

    def resolve(name: str, port: int) -> list[str]:
        asked.append((name, port))
        return ["127.0.0.1"]

    with FeedServer(always(answer(FEED))) as server:
        name = f"feeds.example:{server.port}"
        fetch(f"http://FEEDS.example:{server.port}/", allow={name}, limits=QUICK, resolve=resolve)

    assert asked == [("feeds.example", server.port)]
    assert f"Host: {name}\r\n" in server.requests[0]


def test_fetch_slow_name_lookup_is_stopped_by_the_total_limit() -> None:
    done = threading.Event()

    def stuck(_name: str, _port: int) -> list[str]:
        done.wait(5)
        return []

    with pytest.raises(FetchFailed) as caught:
        fetch(
            "http://feeds.example/",
            allow=set(),
            limits=replace(QUICK, total_seconds=0.2),
            resolve=stuck,
        )
    done.set()

    assert caught.value.code == "name_timeout"


def test_fetch_unknown_name_fails() -> None:
    def unknown(_name: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(FetchFailed) as caught:
        fetch("https://feeds.example/", allow=set(), resolve=unknown)

    assert caught.value.code == "name_not_found"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_tls(authority: trustme.CA, name: str, seen: list[str | None]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    context.sni_callback = lambda _socket, asked, _context: seen.append(asked)
    return context


def client_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def fetch_by_name(server: FeedServer, name: str, tls: ssl.SSLContext | None) -> object:
    return fetch(
        f"https://{name}:{server.port}/feed.json",
        allow={f"{name}:{server.port}"},
        limits=QUICK,
        resolve=lambda _name, _port: ["127.0.0.1"],
        tls=tls,
    )


def test_fetch_secure_feed_names_the_host_and_checks_its_certificate(
    authority: trustme.CA,
) -> None:
    asked: list[str | None] = []
    tls = server_tls(authority, "feeds.example", asked)
    with FeedServer(always(answer(FEED)), tls) as server:
        result = fetch_by_name(server, "feeds.example", client_tls(authority))

    assert isinstance(result, Fetched)
    assert result.body == FEED
    assert asked == ["feeds.example"]


def test_fetch_secure_feed_with_a_wrong_certificate_fails(authority: trustme.CA) -> None:
    tls = server_tls(authority, "feeds.example", [])
    with FeedServer(always(answer(FEED)), tls) as server:
        with pytest.raises(FetchFailed) as other_name:
            fetch_by_name(server, "other.example", client_tls(authority))
        with pytest.raises(FetchFailed) as unknown_authority:
            fetch_by_name(server, "feeds.example", None)

    assert other_name.value.code == unknown_authority.value.code == "tls"
    assert server.requests == []


def test_fetch_secure_feed_that_redirects_to_plain_http_is_refused(
    authority: trustme.CA,
) -> None:
    tls = server_tls(authority, "feeds.example", [])
    with (
        FeedServer(always(redirect("http://feeds.example/")), tls) as server,
        pytest.raises(FetchRefused) as caught,
    ):
        fetch_by_name(server, "feeds.example", client_tls(authority))

    assert caught.value.code == "downgrade"
