"""What an order does about one message that waits, a deed a file."""
