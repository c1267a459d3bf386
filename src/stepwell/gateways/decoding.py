"""Unpacking a body piece by piece, never more than is allowed."""

from __future__ import annotations

import io
import zlib

from stepwell.gateways.failures import FetchFailed
from stepwell.gateways.limits import FetchLimits, readable_size

ACCEPTED_ENCODINGS = "gzip, deflate"
STEP_BYTES = 256 * 1024
MAX_GZIP_MEMBERS = 4096
"""Files joined inside one gzip stream: block compressors make one per 64 KB."""

_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class BodyReader:
    """Collects one body. Feed it with `add`, take the bytes with `finish`.

    encoding: the Content-Encoding, one of "", "identity", "gzip", "x-gzip", "deflate".
    """

    def __init__(self, encoding: str, where: str, limits: FetchLimits) -> None:
        self._encoding = encoding.strip().lower()
        if self._encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            shown = encoding[:40] if encoding.isprintable() else "?"
            raise FetchFailed("unknown_encoding", where, detail=shown)
        self._where = where
        self._limits = limits
        self._body = io.BytesIO()
        self._wire_bytes = 0
        self._members = 0
        self._unpacker: zlib._Decompress | None = None

    def add(self, data: bytes) -> None:
        self._wire_bytes += len(data)
        if self._wire_bytes > self._limits.max_wire_bytes:
            self._too_large(self._limits.max_wire_bytes)
        if self._encoding in {"", "identity"}:
            self._keep(data)
            return
        try:
            self._unpack(data)
        except zlib.error:
            raise FetchFailed("bad_compression", self._where) from None

    def finish(self) -> bytes:
        """Raises: FetchFailed where the compressed data broke off or the body is empty."""
        if self._unpacker is not None and not self._unpacker.eof:
            raise FetchFailed("truncated", self._where)
        if self._body.tell() == 0:
            raise FetchFailed("empty", self._where)
        return self._body.getvalue()

    def _unpack(self, data: bytes) -> None:
        while data:
            if self._unpacker is None or self._unpacker.eof:
                data = self._next_member(data)
                if not data:
                    return
            unpacker = self._unpacker
            assert unpacker is not None
            self._keep(unpacker.decompress(data, STEP_BYTES))
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        while self._unpacker is not None and not self._unpacker.eof:
            rest = self._unpacker.decompress(b"", STEP_BYTES)
            if not rest:
                return
            self._keep(rest)

    def _next_member(self, data: bytes) -> bytes:
        """Open the next compressed member in `data`; between members only zero padding."""
        if self._unpacker is None:
            self._unpacker = zlib.decompressobj(self._window(data[0]))
            return data
        data = data.lstrip(b"\0")
        if data:
            self._members += 1
            if self._members > MAX_GZIP_MEMBERS:
                raise FetchFailed("bomb", self._where)
            self._unpacker = zlib.decompressobj(_GZIP_WINDOW)
        return data

    def _window(self, first: int) -> int:
        """Servers send "deflate" with and without its zlib header: the low four bits of
        the header's first byte are 8."""
        if self._encoding != "deflate":
            return _GZIP_WINDOW
        return zlib.MAX_WBITS if first & 0x0F == 8 and first >> 4 <= 7 else -zlib.MAX_WBITS

    def _keep(self, data: bytes) -> None:
        self._body.write(data)
        size = self._body.tell()
        if size > self._limits.max_body_bytes:
            self._too_large(self._limits.max_body_bytes)
        if (
            size > self._limits.max_ratio_from_bytes
            and size > self._wire_bytes * self._limits.max_ratio
        ):
            raise FetchFailed("bomb", self._where)

    def _too_large(self, limit: int) -> None:
        raise FetchFailed("too_large", self._where, limit=readable_size(limit))
