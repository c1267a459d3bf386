"""Sealing and opening one value, beside Fernet, in one run: microseconds and stored bytes.

    .venv/bin/python scripts/bench_encryption.py

Rounds of the two alternate, so that a busy machine slows both; the median round counts.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date

from cryptography.fernet import Fernet

from stepwell.records.encryption.keyring import KeyRing
from stepwell.records.encryption.sealing import Place, seal, unseal

SIZES = (20, 200, 1000, 4000)
ROUNDS, VALUES = 31, 1000


def main() -> None:
    ring = KeyRing.make(made_on=date(2026, 11, 27))
    fernet = Fernet(Fernet.generate_key())
    place = Place("people_client.name", "0197a1c2-0000-7000-8000-00000000abcd")
    heading = ("value", "seal", "open", "Fernet seal", "open", "stored", "Fernet stored")
    print(("{:>8}" + "{:>14}" * 6).format(*heading))
    for size in SIZES:
        plain = b"a" * size
        sealed, token = seal(plain, ring=ring, place=place), fernet.encrypt(plain)
        times = _medians(
            lambda plain=plain: seal(plain, ring=ring, place=place),
            lambda sealed=sealed: unseal(sealed, ring=ring, place=place),
            lambda plain=plain: fernet.encrypt(plain),
            lambda token=token: fernet.decrypt(token),
        )
        row = (f"{size} B", *(f"{one:.2f} us" for one in times), len(sealed), len(token))
        print(("{:>8}" + "{:>14}" * 6).format(*row))


def _medians(*works: Callable[[], object]) -> list[float]:
    """Microseconds for one call of each."""
    rounds: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for times, work in zip(rounds, works, strict=True):
            started = time.perf_counter()
            for _ in range(VALUES):
                work()
            times.append((time.perf_counter() - started) / VALUES * 1e6)
    return [statistics.median(times) for times in rounds]


if __name__ == "__main__":
    main()
