"""What a client already has and can take: tags, dates and encodings in the words of RFC 9110."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

TAG = re.compile(r'(?:W/)?("[^"]*")')
QUALITY = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.IGNORECASE)


def matched(if_none_match: str, tags: tuple[str, ...]) -> str | None:
    """Give which of some tags a client names, weakly compared; the first for ``*``, None for none."""
    if if_none_match.strip() == "*":
        return tags[0]
    named = set(TAG.findall(if_none_match))
    return next((tag for tag in tags if tag in named), None)


def unchanged_since(if_modified_since: str, changed_at: datetime, at: datetime) -> bool:
    """Say whether nothing changed since the date a client names; one that is no date, or to come, is none."""
    try:
        since = parsedate_to_datetime(if_modified_since)
    except (ValueError, OverflowError):  # of a year or a zone that no clock has
        return False
    since = since.replace(tzinfo=UTC) if since.tzinfo is None else since
    return changed_at.replace(microsecond=0) <= since <= at


def http_date(moment: datetime) -> str:
    """Write a moment as headers do."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def takes_gzip(accept_encoding: str) -> bool:
    """Say whether a client takes a compressed answer."""
    qualities = {"*": 0.0}
    for part in accept_encoding.split(","):
        coding, _, parameter = part.partition(";")
        quality = QUALITY.fullmatch(parameter)
        qualities[coding.strip().casefold()] = float(quality[1]) if quality else float(not parameter.strip())
    named = [qualities[coding] for coding in ("gzip", "x-gzip") if coding in qualities]
    return (max(named) if named else qualities["*"]) > 0
