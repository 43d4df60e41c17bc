"""What the worker runs: the only owner of transactions."""
