"""What an order does that is about no message, a matter a file."""
