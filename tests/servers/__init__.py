"""Real servers on loopback: for the tests, and for scripts that run without pytest."""
