"""What was actually worked: recorded beside what was planned, and never refused for a rule."""
