"""What a secretary orders by mail about what waits for a human, and what she is told of it."""
