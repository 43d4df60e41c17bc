"""What a secretary orders, in so many words, an object of orders a file; pure."""
