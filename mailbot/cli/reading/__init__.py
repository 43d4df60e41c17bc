"""What the bot would read in a form or a mail, without a register."""
