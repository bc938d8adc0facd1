"""The contact ledger, familiarity, its measures, and how far each young person's plan is met."""
