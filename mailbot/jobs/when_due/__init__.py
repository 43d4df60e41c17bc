"""Jobs of what comes due as time goes by: reminders, decisions that take effect, letters on great days."""
