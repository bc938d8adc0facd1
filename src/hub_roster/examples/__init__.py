"""Example hubs to draft for, and the generator that makes them."""

from hub_roster.examples.north_yorkshire import make_hub

__all__ = ["make_hub"]
