"""Example services to draft for, and the generators that make them."""

from hub_roster.examples.make import FIXTURE_SEED, LIKE, make_hub

__all__ = ["FIXTURE_SEED", "LIKE", "make_hub"]
