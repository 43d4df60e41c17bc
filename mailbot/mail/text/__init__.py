"""A message's words: which of them are its sender's own."""
