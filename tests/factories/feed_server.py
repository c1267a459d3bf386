"""A feed server on the loopback interface whose every byte a test decides."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from typing import Self

Reply = Callable[[str], Iterable[bytes]]
"""Request head -> the pieces of the answer, sent one by one."""


class FeedServer:
    """`with FeedServer(reply) as server:` listens on 127.0.0.1 at a free port.

    requests: the heads that came in. sent: bytes handed to the system so far.
    `stopped` is set when the test is over: replies that hang wait for it.
    """

    def __init__(self, reply: Reply, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[str] = []
        self.sent = 0
        self.stopped = threading.Event()
        self._reply = reply
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self._workers: list[threading.Thread] = []

    def url(self, path: str = "/feed.json") -> str:
        return f"{'https' if self._tls else 'http'}://{self.host}{path}"

    def __enter__(self) -> Self:
        self._acceptor = threading.Thread(target=self._accept)
        self._acceptor.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._acceptor.join()
        self._listener.close()
        for worker in self._workers:
            worker.join()

    def _accept(self) -> None:
        while not self.stopped.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            worker = threading.Thread(target=self._serve, args=(connection,))
            self._workers.append(worker)
            worker.start()

    def _serve(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError), plain:
            plain.settimeout(5)
            connection = self._tls.wrap_socket(plain, server_side=True) if self._tls else plain
            with connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    piece = connection.recv(65536)
                    if not piece:
                        return
                    head += piece
                self.requests.append(head.decode("latin-1"))
                for piece in self._reply(self.requests[-1]):
                    connection.sendall(piece)
                    self.sent += len(piece)


def answer(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A whole response; `length` announces another Content-Length than the true one."""
    size = len(body) if length is None else length
    head = [f"HTTP/1.1 {status}", f"Content-Length: {size}", "Connection: close", *headers]
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def always(*pieces: bytes) -> Reply:
    return lambda _request: pieces
