"""What follows from a form that came in: a new proposal, a completion, or the same one again."""
