"""Values kept by all they are made of: made once, and let go when others were used since."""

from __future__ import annotations

from hub_roster.service.latest import Latest


def test_a_value_is_made_once_for_what_it_is_made_of() -> None:
    """And anew for anything else."""
    made: list[str] = []

    def make() -> int:
        made.append("anew")
        return len(made)

    latest: Latest[int] = Latest(2)
    assert [latest.get(of, make) for of in ("a", "b", "a")] == [1, 2, 1]


def test_the_one_not_used_for_longest_goes() -> None:
    """However many there are, no more than so many are kept."""
    latest: Latest[int] = Latest(2)
    latest.put("a", 1)
    latest.put("b", 2)
    assert latest.get("a", lambda: 0) == 1
    latest.put("c", 3)
    assert [latest.get(of, lambda: 0) for of in ("a", "c")] == [1, 3]
    assert latest.get("b", lambda: 0) == 0
