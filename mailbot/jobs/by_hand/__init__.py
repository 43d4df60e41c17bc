"""What an operator does by command: what mail does by itself, and what only an operator may."""
