"""Evaluated work is spread: each organisation is asked whether and when it takes it up."""
