"""Interventions as data: their definition, its checks, and what it allows next, and why."""
