"""Calendar feeds: what people are told when a roster is published, and the links they subscribe by."""
