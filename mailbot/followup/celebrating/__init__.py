"""What was achieved is told: to all who want to know, from time to time, and to an initiator on a great day."""
