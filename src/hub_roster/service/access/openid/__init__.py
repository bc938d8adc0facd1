"""Signing in by the council's own OpenID Connect provider, such as Microsoft Entra ID."""
