"""Consents of 42 CFR Part 2: what a form must say, and what a signed one covers at an instant.

Source of the rules: 42 CFR 2.31 as amended by 89 FR 12472 (2024), read for `peers.md` §2 (P1–P5).
What counsel must confirm is said where it is used.
"""
