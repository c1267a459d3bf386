from __future__ import annotations


class RedactionRefused(Exception):
    """An event that may not enter the audit trail as it is. Never repeats the refused value."""
