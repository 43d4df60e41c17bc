"""What of a file may be passed on to others: nothing that acts, or fetches something, when it is opened."""
