"""Measures the meeting index beside SQLite and PostGIS on generated meetings."""
