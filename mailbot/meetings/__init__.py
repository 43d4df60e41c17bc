"""The group that decides: its dates, agendas and decisions."""
