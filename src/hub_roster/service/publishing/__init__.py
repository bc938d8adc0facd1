"""Rosters made to hold: checked, signed, booked, amended, with the offers that go with them."""
