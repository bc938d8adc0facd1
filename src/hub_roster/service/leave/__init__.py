"""Leave: asked for, weighed, decided on, and the days that are closed to it."""
