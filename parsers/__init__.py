"""A filled form in, a ParsedForm out. Knows nothing of mail, database or mailbot."""
