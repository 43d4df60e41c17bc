"""How one message, or several, get from the mailbox into the register."""
