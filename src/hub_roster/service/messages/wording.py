"""What messages to people say: that something changed, and to sign in."""

from __future__ import annotations

from hub_roster.store.tables import News

SUBJECTS = {
    News.ROSTER: "Your roster changed",
    News.OFFER: "You have an offer of work",
    News.LEAVE: "Your leave was decided on",
}

SIGN_IN = {
    News.ROSTER: "Sign in to see it.",
    News.OFFER: "Sign in to see and answer it.",
    News.LEAVE: "Sign in to see the decision.",
}


def text(news: News) -> str:
    """Give all that a text message says."""
    return f"{SUBJECTS[news]}. {SIGN_IN[news]}"


def letter(news: News, soon: bool, origin: str) -> str:
    """Give what an e-mail says.

    Parameters
    ----------
    origin
        Where one signs in; empty where nobody set that.
    """
    parts = [text(news)]
    if origin:
        parts.append(origin)
    if news is News.ROSTER:
        parts.append(f"Changes within 48 hours: {'yes' if soon else 'no'}")
    parts.append("Nobody reads answers to this message.")
    return "\n\n".join(parts) + "\n"
