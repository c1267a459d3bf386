"""A mail server on the loopback interface that keeps what it is given."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from typing import Self


class MailKeeper:
    """`with MailKeeper() as server:`; answers: what it says to a command, by its first word.

    messages: the texts handed over. said: every line of the client's, but not the messages.
    """

    def __init__(
        self, answers: dict[str, str] | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        self.answers = answers or {}
        self.messages: list[str] = []
        self.said: list[str] = []
        keeper = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                conversation = _Conversation(self, keeper, tls)
                with contextlib.suppress(OSError):  # the client may turn away at any moment
                    conversation.run()
                conversation.lines.close()
                conversation.socket.close()

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Conversation:
    def __init__(
        self,
        handler: socketserver.StreamRequestHandler,
        keeper: MailKeeper,
        tls: ssl.SSLContext | None,
    ) -> None:
        self.keeper, self.tls = keeper, tls
        self.socket = handler.request
        self.lines = handler.rfile

    def run(self) -> None:
        self.say("220 keeper")
        while line := self.lines.readline():
            words = line.decode().strip()
            self.keeper.said.append(words)
            command = words.split(" ")[0].split(":")[0].upper()
            answer = self.keeper.answers.get(command) or self.usual(command)
            self.say(answer)
            if command == "QUIT":
                return
            if command == "DATA" and answer.startswith("354"):
                self.keep_message()
            if command == "STARTTLS" and answer.startswith("220"):
                assert self.tls is not None
                self.socket = self.tls.wrap_socket(self.socket, server_side=True)
                self.lines = self.socket.makefile("rb")

    def usual(self, command: str) -> str:
        if command == "EHLO":
            return "250-keeper\r\n250-STARTTLS\r\n250 AUTH PLAIN" if self.tls else "250 keeper"
        return {
            "DATA": "354 go on",
            "STARTTLS": "220 go on",
            "AUTH": "235 welcome",
            "QUIT": "221 bye",
        }.get(command, "250 fine")

    def say(self, words: str) -> None:
        self.socket.sendall(f"{words}\r\n".encode())

    def keep_message(self) -> None:
        lines = []
        while (line := self.lines.readline()) != b".\r\n":
            lines.append(line.decode())
        self.keeper.messages.append("".join(lines))
        self.say(self.keeper.answers.get(".", "250 kept"))


class SilentServer:
    """Takes every connection and never says a word: `with SilentServer() as server:`."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.taken: list[socket.socket] = []
        self._thread = threading.Thread(target=self._take)

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self.taken.append(self._listener.accept()[0])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for one in self.taken:
            one.close()
