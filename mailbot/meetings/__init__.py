"""RUG: its dates, agendas and decisions."""
