"""In and out: JSON, spreadsheets and calendars."""
