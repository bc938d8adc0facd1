"""Drafts: asked for, handed to workers, solved there, and kept."""
