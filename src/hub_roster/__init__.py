"""hub-roster: fair, safe and steady rosters for English children's services."""
