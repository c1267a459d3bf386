"""Which meetings to suggest to whom, and why."""
