"""Initiatives: their states, references and audit chain."""
