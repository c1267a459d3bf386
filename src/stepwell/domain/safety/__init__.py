"""What is done when someone may be in danger: texts, triage, plans, paths. Pure."""
