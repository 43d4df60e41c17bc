"""Which question is asked where, and what is written beside it."""
