"""Facts that change, the day they were last looked up, and when they are due again."""
