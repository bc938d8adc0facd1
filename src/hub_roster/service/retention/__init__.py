"""How long records are kept, and what goes when."""
