"""Decisions about evaluated work: to whom it spreads, or until when it goes on."""
