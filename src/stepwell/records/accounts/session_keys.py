"""What the database holds of a session's cookie: a digest, so that a copy of it opens nothing."""

from __future__ import annotations

import hashlib


def digest_of(session_key: str) -> str:
    """session_key: 32 random letters and digits, so a plain digest cannot be guessed back."""
    return hashlib.sha256(session_key.encode()).hexdigest()
