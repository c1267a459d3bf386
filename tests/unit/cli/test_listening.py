"""Where the server listens: refusals before granian would share or crash."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest

from stepwell.cli.listening import free_address, web_address
from stepwell.cli.output import CommandFailed


def test_free_address_port_that_others_would_share_is_refused() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandFailed, match=rf"Port {port} .* --port"):
            free_address("127.0.0.1", port)


def test_free_address_is_a_number_granian_takes() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    assert free_address("localhost", port) in {"127.0.0.1", "::1"}


@pytest.mark.parametrize("host", ["203.0.113.5", "a" * 300])
def test_free_address_host_of_no_use_is_refused(host: str) -> None:
    with pytest.raises(CommandFailed, match="--host"):
        free_address(host, 8000)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:80"),
        ("0.0.0.0", "http://localhost:80"),
        ("::1", "http://[::1]:80"),
        ("box.example", "http://box.example:80"),
    ],
)
def test_web_address_is_one_to_type(host: str, address: str) -> None:
    assert web_address(host, 80) == address


def test_serving_process_leaves_ctrl_c_to_the_first_one() -> None:
    """granian's processes hang on being asked twice to end: by Ctrl+C and by the first one."""
    program = (
        "import signal\n"
        "from stepwell.cli.listening import load_application\n"
        "load_application('os.getcwd')\n"
        "print([int(one) for one in signal.pthread_sigmask(signal.SIG_BLOCK, [])])"
    )

    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert told.stdout == f"[{int(signal.SIGINT)}]\n"
