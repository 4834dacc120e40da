"""Word problems: reading stories into small programs, checking the reading, checking the solutions of others."""
