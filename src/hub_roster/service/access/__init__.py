"""Who may come in, what they may do, and which young people they see."""
