"""Where `stepwell serve` listens: the address checked beforehand, then handed to granian."""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string

from stepwell.cli.output import CommandFailed

APPLICATION = "stepwell.config.wsgi.application"
STOP_SECONDS = 5
"""How long a serving process that is asked to end may take before it is killed."""

EVERYWHERE = {"0.0.0.0": "localhost", "127.0.0.1": "localhost", "::": "[::1]"}  # noqa: S104


def free_address(host: str, port: int) -> str:
    """The number of the host's address, after making sure that nobody listens there.

    granian shares a port that is in use with whoever has it, and each would get some of the
    visitors; so binding it alone is tried first.

    Raises:
        CommandFailed: the address cannot be had; the message says why.
    """
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except (OSError, UnicodeError) as error:
        raise CommandFailed(
            f"The host {host!r} cannot be found ({error}). Choose another with --host."
        ) from error
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
            probe.listen()
        except OSError as error:
            remedy = "Choose another with --port."
            if error.errno == errno.EADDRINUSE:
                remedy = "Stop what uses it, or choose another with --port."
            if error.errno == errno.EADDRNOTAVAIL:
                remedy = "It is no address of this machine; choose another with --host."
            raise CommandFailed(
                f"Port {port} of {host} cannot be listened on ({error.strerror}). {remedy}"
            ) from error
    return str(place[0])


def web_address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = EVERYWHERE.get(host) or (f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def listen(address: str, port: int, *, processes: int, on_startup: Callable[[], object]) -> None:
    """Serve until a signal asks to stop; on_startup runs once signals are heeded."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        APPLICATION,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=8,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
    )
    server.on_startup(on_startup)
    server.serve(target_loader=load_application)


def load_application(dotted_path: str) -> Any:
    """What each serving process runs first.

    Ctrl+C reaches every process of the terminal, and then the first one asks the others to end:
    granian's processes hang on being asked twice, so they heed only the second. Until granian
    attends to it, that ends them at once.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return import_string(dotted_path)
