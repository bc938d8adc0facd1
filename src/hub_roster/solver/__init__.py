"""Problem in, roster and proof out."""
