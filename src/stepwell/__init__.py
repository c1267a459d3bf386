"""Stepwell: software that helps a treatment program deliver Twelve-Step Facilitation."""

__version__ = "0.1.0"
