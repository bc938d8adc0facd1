"""What a draft took for granted, in sentences."""

from __future__ import annotations

from hub_roster.cli.goodness import assumptions
from hub_roster.domain.young_people import Contact
from tests.tiny import hub, on, person, young

FIVE = [young(code, key_worker="ann") for code in ("Heron", "Maple", "Wren", "Cobalt", "Jasper")]


def test_key_workers_of_many_are_named() -> None:
    """Five young people are more than four for a full post; two are for a post of 14 hours, not of 20."""
    said = list(assumptions(hub(person("ann", contract_hours=37), FIVE)))
    assert "Key workers of more than 4 young people a full post: ann of 5." in said
    for hours, told in ((14, True), (20, False), (0, False)):
        some = assumptions(hub(person("ann", contract_hours=hours), FIVE[:2]))
        assert any("ann of 2" in line for line in some) is told


def test_without_a_ledger_no_circle_was_asked_for() -> None:
    """It is said that deputies and known adults were left out; with a ledger it is not."""
    met = Contact(person="ann", young_person="Heron", day=on("Tue-1"), minutes=60)
    assert any("no deputy" in line for line in assumptions(hub(person("ann"), FIVE)))
    assert not any("no deputy" in line for line in assumptions(hub(person("ann"), FIVE, met)))
