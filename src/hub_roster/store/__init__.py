"""What the service keeps: hubs' files, rosters and bookings, in SQLite or PostgreSQL."""
