"""What a secretary could do by mail, by command: meetings, agendas, decisions, and the work that follows."""
