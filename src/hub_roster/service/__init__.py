"""What a user does: import, draft, publish, subscribe; who may, and what is written down of it."""
