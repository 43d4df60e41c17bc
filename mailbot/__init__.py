"""mailbot: takes in, queues and answers initiatives that arrive by mail."""

__version__ = "0.1.0"
