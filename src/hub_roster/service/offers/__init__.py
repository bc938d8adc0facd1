"""Work offered to people beyond what they are contracted for, and their answers."""
