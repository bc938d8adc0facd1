"""What is on record of a home: who was on, and what an inspector is handed."""
