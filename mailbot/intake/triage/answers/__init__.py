"""What somebody answers to a letter that asks."""
