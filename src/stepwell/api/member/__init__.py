"""For the member's app."""
