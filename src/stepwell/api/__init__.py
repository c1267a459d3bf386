"""HTTP in, JSON out, for our own scripts in a signed-in browser."""
