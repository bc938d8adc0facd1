"""What a draft took for granted, in sentences."""

from __future__ import annotations

from hub_roster.cli.goodness import assumptions
from hub_roster.domain.young_people import Contact
from tests.tiny import hub, on, person, resident, visit, young

FIVE = [young(code, key_worker="ann") for code in ("Heron", "Maple", "Wren", "Cobalt", "Jasper")]


def test_key_workers_of_many_are_named() -> None:
    """Five young people are more than four for a full post; two are for a post of 14 hours, not of 20."""
    said = list(assumptions(hub(person("ann", contract_hours=37), FIVE)))
    allowed = "Key worker of more young people than their hours allow, which is 4 in a full post of 37 h"
    assert f"{allowed}: ann, of 5 at 37 h a week." in said
    for hours, told in ((14, True), (20, False), (0, False)):
        some = assumptions(hub(person("ann", contract_hours=hours), FIVE[:2]))
        assert any("ann, of 2" in line for line in some) is told


def test_without_a_ledger_no_circle_was_asked_for() -> None:
    """It is said that deputies and known adults were left out; with a ledger it is not."""
    met = Contact(person="ann", young_person="Heron", day=on("Tue-1"), minutes=60)
    assert any("no deputy" in line for line in assumptions(hub(person("ann"), FIVE)))
    assert not any("no deputy" in line for line in assumptions(hub(person("ann"), FIVE, met)))


def test_visits_to_residents_are_told_in_their_number() -> None:
    """One visit takes somebody, two take somebody."""
    home = person("ann"), resident("Heron")
    one, two = (hub(home, [visit(f"v{k}", "Heron") for k in range(count)]) for count in (1, 2))
    (said,) = [line for line in assumptions(one) if "In shift" in line]
    assert said.startswith("1 visit to young people who live in a home takes somebody who comes for it: ")
    (said,) = [line for line in assumptions(two) if "In shift" in line]
    assert said.startswith("2 visits to young people who live in a home take somebody who comes for them: ")
