"""Setting up, running and looking after the bot."""
