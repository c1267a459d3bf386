"""The notice of 42 CFR 2.22 that each client gets. A published version never changes."""
