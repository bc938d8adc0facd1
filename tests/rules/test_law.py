"""Numbers of a policy that are weaker than the law."""

from __future__ import annotations

import pytest

from hub_roster.domain.policy import PolicyNumber
from hub_roster.rules.law import Law
from hub_roster.rules.page import entries, markdown, weaker_than_law
from tests.tiny import hub, people


@pytest.mark.parametrize(
    ("law", "kept", "passed", "said"),
    [
        (Law(least=11), (11, 12), (10.5,), "at least 11"),
        (Law(most=4.5), (4.5, 0), (4.75,), "at most 4.5"),
        (Law(least=2, most=3), (2, 3), (1, 4), "at least 2 and at most 3"),
    ],
)
def test_what_the_law_says_of_a_number(
    law: Law, kept: tuple[float, ...], passed: tuple[float, ...], said: str
) -> None:
    """At the bound it is kept; stricter is kept too."""
    assert all(law.is_kept_by(value) for value in kept)
    assert not any(law.is_kept_by(value) for value in passed)
    assert str(law) == said


def test_a_policy_weaker_than_the_law_is_told() -> None:
    """Five hours of rest and no break are; a stricter average is not."""
    values = [
        ("daily rest", "daily_hours", 5),
        ("breaks", "minutes", 0),
        ("48-hour average", "weekly_hours", 40),
    ]
    numbers = [PolicyNumber(rule=rule, number=name, value=value) for rule, name, value in values]
    assert list(weaker_than_law(hub(people("ann"), numbers))) == [
        "'daily_hours' of 'daily rest' is 5: the law says at least 11.",
        "'minutes' of 'breaks' is 0: the law says at least 20.",
    ]


def test_the_page_says_what_holds_in_a_hub_and_where_it_is_weaker_than_the_law() -> None:
    """Beside the sentence, which knows the defaults alone, and with each number that was changed."""
    rows = [("daily_hours", 5, "see annex X."), ("long_duty_hours", 12, "")]
    numbers = [PolicyNumber(rule="daily rest", number=name, value=to, why=why) for name, to, why in rows]
    page = markdown(hub(people("ann"), numbers)).splitlines()
    section = page[page.index("### daily rest") :]
    assert section[2].endswith(" night. Here: daily_hours 5, not 11; long_duty_hours 12, not 13.")
    assert section[8].endswith(
        " Changed from 11: see annex X, not signed. WEAKER THAN THE LAW, which says at least 11. |"
    )
    assert section[9].endswith(" Changed from 13: not signed. |")


def test_a_default_signed_as_it_is_reads_so() -> None:
    """Nothing is said to hold instead of it."""
    kept = PolicyNumber(rule="driving", number="minute", value=10)
    page = markdown(hub(people("ann"), kept)).splitlines()
    section = page[page.index("### driving") :]
    assert "Here:" not in section[2]
    assert section[8].endswith(" Kept at 10: not signed. |")


def test_no_default_is_weaker_than_the_law() -> None:
    """And the law speaks of a dozen numbers."""
    numbers = [number for entry in entries() for number in entry.numbers]
    assert not [number for number in numbers if number.is_weaker_than_law]
    assert sum(number.law is not None for number in numbers) == 13
