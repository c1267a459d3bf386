"""Consent forms: NAME.vN.toml says what a form offers, NAME.vN.en.md and .es.md what it tells.

A published version never changes; a test holds the hashes. A change is a new version.
"""
