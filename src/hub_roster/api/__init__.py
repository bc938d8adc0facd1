"""What is answered over HTTP: the JSON interface, and the calendar feeds mounted apart from it."""
