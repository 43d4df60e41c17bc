"""The mailbox, as the server has it."""
