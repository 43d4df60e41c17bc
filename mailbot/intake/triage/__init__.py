"""What a mail is: evidence, ordered rules, intents. Pure."""
