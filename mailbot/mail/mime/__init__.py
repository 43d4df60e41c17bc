"""A message's structure: header fields, parts, and what wraps them."""
