"""Somebody's own blank form to a template."""
