"""Places of the United States by ZIP, by name and by point, from one packed file."""
