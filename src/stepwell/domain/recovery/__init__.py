"""What someone does between sessions: days, meetings, check-ins."""
