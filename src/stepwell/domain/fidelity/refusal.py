from __future__ import annotations


class FidelityRefused(ValueError):
    """Why this cannot be done now and what to do, fit to show whoever tried."""
