"""Rosters edited by hand: what a change breaks is said at once."""
