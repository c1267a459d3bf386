"""Rules of law that differ from state to state, as data with their source and date."""
